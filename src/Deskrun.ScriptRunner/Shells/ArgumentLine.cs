using System.Text;

namespace Deskrun.ScriptRunner.Shells;

/// <summary>
/// Splits a line into arguments by the rules that the official runner's shell formats are written for: blanks divide,
/// double quotes hold together, a backslash matters only before a double quote. Single quotes are plain characters.
/// </summary>
internal static class ArgumentLine
{
    /// <summary>Splits a line.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var arguments = new List<string>();
        var i = 0;
        while (true)
        {
            while (i < line.Length && line[i] is ' ' or '\t')
            {
                i++;
            }

            if (i >= line.Length)
            {
                return arguments;
            }

            arguments.Add(Next(line, ref i));
        }
    }

    private static string Next(string line, ref int i)
    {
        var argument = new StringBuilder();
        var quoted = false;
        for (; i < line.Length; i++)
        {
            var backslashes = 0;
            for (; i < line.Length && line[i] == '\\'; i++)
            {
                backslashes++;
            }

            var quote = i < line.Length && line[i] == '"';
            argument.Append('\\', quote ? backslashes / 2 : backslashes);
            if (i >= line.Length)
            {
                break;
            }

            if (quote && backslashes % 2 == 0)
            {
                quoted = !quoted;
            }
            else if (!quoted && line[i] is ' ' or '\t')
            {
                break;
            }
            else
            {
                argument.Append(line[i]);
            }
        }

        return argument.ToString();
    }
}
