using System.Text;

namespace Deskrun.Backends.Local.Process;

/// <summary>Reads whole lines of a file that still grows.</summary>
internal sealed class LogReader(Stream file)
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private readonly byte[] bytes = new byte[16 * 1024];
    private readonly char[] chars = new char[16 * 1024 + 1];
    private readonly StringBuilder open = new();

    /// <param name="toTheEnd">Also gives a last line that is not finished.</param>
    /// <param name="cancellation">Ends the reading.</param>
    internal async Task<IReadOnlyList<string>> ReadAsync(bool toTheEnd, CancellationToken cancellation)
    {
        var lines = new List<string>();
        int count;
        while ((count = await file.ReadAsync(bytes, cancellation).ConfigureAwait(false)) > 0)
        {
            var length = decoder.GetChars(bytes, 0, count, chars, 0);
            Take(chars.AsSpan(0, length), lines);
        }

        if (toTheEnd && open.Length > 0)
        {
            Close(lines);
        }

        return lines;
    }

    private void Take(ReadOnlySpan<char> text, List<string> lines)
    {
        while (text.IndexOf('\n') is >= 0 and var end)
        {
            open.Append(text[..end]);
            Close(lines);
            text = text[(end + 1)..];
        }

        open.Append(text);
    }

    private void Close(List<string> lines)
    {
        lines.Add(open.ToString().TrimEnd('\r'));
        open.Clear();
    }
}
