namespace Deskrun.ScriptRunner.FileCommands;

/// <summary>Reads the form of <c>GITHUB_ENV</c>, <c>GITHUB_OUTPUT</c> and <c>GITHUB_STATE</c>: <c>NAME=value</c>, or a here-document.</summary>
internal static class EnvironmentFile
{
    /// <summary>Reads the pairs one by one, so that those before a mistake still count.</summary>
    /// <exception cref="FormatException">A line is neither form, or a here-document has no end.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Read(string text)
    {
        var at = 0;
        while (NextLine(text, ref at, out _) is { } line)
        {
            if (line.Length == 0)
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var here = line.IndexOf("<<", StringComparison.Ordinal);
            if (equals == 0)
            {
                throw new FormatException($"Invalid format '{line}'. Name must not be empty");
            }

            if (equals > 0 && (here < 0 || equals < here))
            {
                yield return new(line[..equals], line[(equals + 1)..]);
            }
            else if (here >= 0)
            {
                yield return ReadHereDocument(text, ref at, line, here);
            }
            else
            {
                throw new FormatException($"Invalid format '{line}'");
            }
        }
    }

    private static KeyValuePair<string, string> ReadHereDocument(string text, ref int at, string line, int here)
    {
        var name = line[..here];
        var delimiter = line[(here + 2)..];
        if (name.Length == 0 || delimiter.Length == 0)
        {
            throw new FormatException(
                $"Invalid format '{line}'. Name must not be empty and delimiter must not be empty"
            );
        }

        var start = at;
        var end = at;
        while (true)
        {
            var next = NextLine(text, ref at, out var ended);
            if (next == delimiter)
            {
                return new(name, end > start ? text[start..end] : "");
            }

            if (next is null)
            {
                throw new FormatException($"Invalid value. Matching delimiter not found '{delimiter}'");
            }

            if (!ended)
            {
                throw new FormatException("Invalid value. EOF marker missing new line.");
            }

            end = at - 1;
        }
    }

    private static string? NextLine(string text, ref int at, out bool ended)
    {
        ended = false;
        if (at >= text.Length)
        {
            return null;
        }

        var start = at;
        var end = text.IndexOf('\n', at);
        ended = end >= 0;
        at = ended ? end + 1 : text.Length;
        return ended ? text[start..end] : text[start..];
    }
}
