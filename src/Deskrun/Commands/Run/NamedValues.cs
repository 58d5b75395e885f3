namespace Deskrun.Commands.Run;

/// <summary>Reads options of the form <c>NAME=VALUE</c> and files of such lines.</summary>
internal static class NamedValues
{
    /// <summary>Splits each text at its first separator; the error names the option, never the value.</summary>
    public static Dictionary<string, string> Parse(string option, IEnumerable<string> texts, char separator = '=')
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in texts)
        {
            var at = text.IndexOf(separator);
            if (at <= 0)
            {
                throw new CliException(
                    ExitCodes.Usage,
                    $"{option} needs NAME{separator}VALUE; there is no '{separator}' behind a name"
                );
            }

            values[text[..at]] = text[(at + 1)..];
        }

        return values;
    }

    /// <summary>
    /// Reads <c>NAME=VALUE</c> lines; empty lines and lines that start with # do not count; quotes around a value go. A value
    /// in quotes may go over several lines, and so may one between <c>NAME&lt;&lt;END</c> and a line <c>END</c>.
    /// </summary>
    public static Dictionary<string, string> ReadFile(string option, string path, CliContext context)
    {
        var lines = GivenFile.ReadText($"{option} {path}", path, context).ReplaceLineEndings("\n").Split('\n');
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var begun = index;
            var at = line.IndexOf('=');
            var block = line.IndexOf("<<", StringComparison.Ordinal);
            if (block > 0 && (at < 0 || block < at) && line[(block + 2)..].Trim() is { Length: > 0 } end)
            {
                index = Array.FindIndex(lines, begun + 1, other => other.Trim() == end);
                values[line[..block].Trim()] =
                    index < 0 ? throw Open(path, begun, $"line '{end}'") : Joined(lines, begun + 1, index);
            }
            else if (at <= 0)
            {
                throw new CliException(ExitCodes.Usage, $"{path}:{index + 1}: expected NAME=VALUE");
            }
            else if (
                line[(at + 1)..].TrimStart() is [('"' or '\'') and var quote, .. var first]
                && !first.Contains(quote)
            )
            {
                index = Array.FindIndex(lines, begun + 1, other => Ends(other, quote));
                values[line[..at].Trim()] =
                    index < 0
                        ? throw Open(path, begun, $"quote {quote}")
                        : $"{first}\n{Joined(lines, begun + 1, index + 1).TrimEnd()[..^1]}";
            }
            else
            {
                values[line[..at].Trim()] = Unquote(line[(at + 1)..].Trim());
            }
        }

        return values;
    }

    private static bool Ends(string line, char quote) => line.TrimEnd().EndsWith(quote);

    private static string Joined(string[] lines, int from, int end) => string.Join('\n', lines[from..end]);

    private static CliException Open(string path, int line, string what) =>
        new(ExitCodes.Usage, $"{path}:{line + 1}: the value that begins here has no end: the {what} is missing");

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' ? text[1..^1] : text;
}
