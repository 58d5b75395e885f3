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

            values[Named(option, text[..at])] = text[(at + 1)..];
        }

        return values;
    }

    /// <summary>Passes a name on that the service would take, too.</summary>
    /// <param name="option">Which kind of name it is.</param>
    /// <param name="name">The name. No error quotes it: it may be half of a value whose name was forgotten.</param>
    /// <exception cref="CliException">It is no such name.</exception>
    public static string Named(string option, string name)
    {
        // A variable of the environment may have any name, but one with a blank is a mistake of quoting.
        var problem =
            name.Length == 0 ? "may not be empty"
            : option is "--secret" or "--secret-file" or "--var"
                ? name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '_') || char.IsAsciiDigit(name[0])
                        ? "may hold letters, digits and _ only, and begins with no digit"
                    : null
            : name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) ? "may hold no blanks"
            : null;
        return problem is null ? name : throw new CliException(ExitCodes.Usage, $"{option}: a name {problem}");
    }

    /// <summary>
    /// Reads <c>NAME=VALUE</c> lines; empty lines and lines that start with # do not count; quotes around a value go. A value
    /// in quotes may go over several lines, and so may one between <c>NAME&lt;&lt;END</c> and a line <c>END</c>.
    /// </summary>
    public static Dictionary<string, string> ReadFile(string option, string path, CliContext context)
    {
        var lines = GivenFile.ReadText($"{option} {path}", path, context).ReplaceLineEndings("\n").Split('\n');
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var index = 0;
        string Name(string text)
        {
            try
            {
                return Named(option, text.Trim());
            }
            catch (CliException wrong)
            {
                throw new CliException(ExitCodes.Usage, $"{path}:{index + 1}: {wrong.Message}");
            }
        }

        for (; index < lines.Length; index++)
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
                var name = Name(line[..block]);
                index = Array.FindIndex(lines, begun + 1, other => other.Trim() == end);
                values[name] = index < 0 ? throw Open(path, begun, $"line '{end}'") : Joined(lines, begun + 1, index);
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
                var name = Name(line[..at]);
                index = Array.FindIndex(lines, begun + 1, other => Ends(other, quote));
                values[name] =
                    index < 0
                        ? throw Open(path, begun, $"quote {quote}")
                        : $"{first}\n{Joined(lines, begun + 1, index + 1).TrimEnd()[..^1]}";
            }
            else
            {
                values[Name(line[..at])] = Unquote(line[(at + 1)..].Trim());
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
