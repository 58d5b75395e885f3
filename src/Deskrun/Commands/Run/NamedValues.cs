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

    /// <summary>Reads <c>NAME=VALUE</c> lines; empty lines and lines that start with # do not count; quotes around a value go.</summary>
    public static Dictionary<string, string> ReadFile(string option, string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{option} {path}: cannot be read: {exception.Message}", exception);
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var at = line.IndexOf('=');
            if (at <= 0)
            {
                throw new CliException(ExitCodes.Usage, $"{path}:{index + 1}: expected NAME=VALUE");
            }

            values[line[..at].Trim()] = Unquote(line[(at + 1)..].Trim());
        }

        return values;
    }

    private static string Unquote(string text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '"' or '\'' ? text[1..^1] : text;
}
