using System.Text;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>
/// Cuts a stream of UTF-8 bytes into lines. A line ends at <c>\n</c>; a <c>\r</c> before it is dropped, and a lone one
/// inside stays, as progress bars need it. Bytes that are not UTF-8 become the replacement character.
/// </summary>
internal sealed class LineSplitter(Action<string> onLine)
{
    /// <summary>Longest line kept whole; a longer one is passed on in pieces, so that memory stays bounded.</summary>
    public const int LongestLine = 1024 * 1024;

    private readonly MemoryStream rest = new();

    /// <summary>Takes the next bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            Append(bytes[..end]);
            Emit();
            bytes = bytes[(end + 1)..];
        }

        Append(bytes);
    }

    /// <summary>Passes on a last line that has no end.</summary>
    public void Finish()
    {
        if (rest.Length > 0)
        {
            Emit();
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        while (rest.Length + bytes.Length > LongestLine)
        {
            var room = LongestLine - (int)rest.Length;
            rest.Write(bytes[..room]);
            Emit();
            bytes = bytes[room..];
        }

        rest.Write(bytes);
    }

    private void Emit()
    {
        var line = rest.GetBuffer().AsSpan(0, (int)rest.Length);
        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        var text = Encoding.UTF8.GetString(line);
        rest.SetLength(0);
        onLine(text);
    }
}
