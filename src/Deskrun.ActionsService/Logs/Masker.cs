using System.Buffers;
using System.Text;

namespace Deskrun.ActionsService.Logs;

/// <summary>Puts <c>***</c> in the place of secrets. Runners do it too; what they miss must not be kept here.</summary>
internal sealed class Masker
{
    private readonly string[] secrets;
    private readonly SearchValues<string>? search;

    public Masker(IEnumerable<string> values)
    {
        // A runner writes a secret of several lines line by line.
        secrets =
        [
            .. values
                .SelectMany(v => v.Split('\n').Append(v))
                .Select(v => v.Trim('\r', '\n'))
                .Where(v => v.Trim().Length > 0)
                .Distinct()
                .OrderByDescending(v => v.Length),
        ];
        search = secrets.Length > 0 ? SearchValues.Create(secrets, StringComparison.Ordinal) : null;
    }

    /// <summary>Masks a text.</summary>
    public string Mask(string text)
    {
        if (search is null || !text.AsSpan().ContainsAny(search))
        {
            return text;
        }

        var output = new StringBuilder(text.Length);
        Mask(text, text.Length, output);
        return output.ToString();
    }

    /// <summary>Copies UTF-8 text and masks it; secrets that lie across reads are found.</summary>
    public async Task CopyAsync(
        Stream source,
        Func<ReadOnlyMemory<byte>, ValueTask> write,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[64 * 1024];
        if (search is null)
        {
            for (int read; (read = await source.ReadAsync(buffer, cancellation)) > 0; )
            {
                await write(buffer.AsMemory(0, read));
            }

            return;
        }

        var keep = secrets[0].Length - 1;
        var decoder = Encoding.UTF8.GetDecoder();
        var (pending, output) = (new StringBuilder(), new StringBuilder());
        for (var done = false; !done; )
        {
            var read = await source.ReadAsync(buffer, cancellation);
            done = read == 0;
            var chars = new char[Encoding.UTF8.GetMaxCharCount(read) + 1];
            pending.Append(chars, 0, decoder.GetChars(buffer.AsSpan(0, read), chars, done));
            var text = pending.ToString();
            var consumed = Mask(text, done ? text.Length : text.Length - keep, output);
            pending.Remove(0, consumed);
            await write(Encoding.UTF8.GetBytes(output.ToString()));
            output.Clear();
        }
    }

    /// <summary>Masks what starts before <paramref name="limit"/>.</summary>
    /// <returns>How much of the text is done.</returns>
    private int Mask(ReadOnlySpan<char> text, int limit, StringBuilder output)
    {
        var position = 0;
        while (position < limit)
        {
            var rest = text[position..];
            var found = rest.IndexOfAny(search!);
            if (found < 0 || position + found >= limit)
            {
                output.Append(text[position..limit]);
                return limit;
            }

            output.Append(rest[..found]).Append("***");
            position += found + LongestAt(rest[found..]);
        }

        return Math.Max(position, 0);
    }

    private int LongestAt(ReadOnlySpan<char> text)
    {
        foreach (var secret in secrets)
        {
            if (text.StartsWith(secret, StringComparison.Ordinal))
            {
                return secret.Length;
            }
        }

        return 1;
    }
}
