namespace Deskrun.ScriptRunner.WorkflowCommands;

/// <summary>A command in a step's output: <c>::name key=value,key=value::data</c>, or the older <c>##[name key=value;]data</c>.</summary>
/// <param name="Name">Which command.</param>
/// <param name="Properties">Its properties, compared without case.</param>
/// <param name="Data">What stands behind it, unescaped.</param>
internal sealed record WorkflowCommand(string Name, IReadOnlyDictionary<string, string> Properties, string Data)
{
    private const string Mark = "::";
    private const string OldMark = "##[";

    /// <summary>Reads a line; null when it is no command that is known.</summary>
    /// <param name="line">The line.</param>
    /// <param name="known">Whether a name is a command's.</param>
    public static WorkflowCommand? Parse(string line, Func<string, bool> known) =>
        ParseNew(line.TrimStart(), known) ?? ParseOld(line, known);

    /// <summary>A property, or null.</summary>
    public string? Property(string name) => Properties.GetValueOrDefault(name);

    private static WorkflowCommand? ParseNew(string line, Func<string, bool> known)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        var end = line.IndexOf(Mark, Mark.Length, StringComparison.Ordinal);
        return end < 0
            ? null
            : Build(
                line[Mark.Length..end],
                ',',
                line[(end + Mark.Length)..],
                known,
                EscapeRules.Property,
                EscapeRules.Data
            );
    }

    private static WorkflowCommand? ParseOld(string line, Func<string, bool> known)
    {
        var start = line.IndexOf(OldMark, StringComparison.Ordinal);
        var end = start < 0 ? -1 : line.IndexOf(']', start);
        return end < 0
            ? null
            : Build(
                line[(start + OldMark.Length)..end],
                ';',
                line[(end + 1)..],
                known,
                EscapeRules.Old,
                EscapeRules.Old
            );
    }

    private static WorkflowCommand? Build(
        string head,
        char divider,
        string data,
        Func<string, bool> known,
        Func<string, string> unescapeProperty,
        Func<string, string> unescapeData
    )
    {
        var space = head.IndexOf(' ', StringComparison.Ordinal);
        var name = space < 0 ? head : head[..space];
        if (!known(name))
        {
            return null;
        }

        var properties = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (space > 0)
        {
            foreach (var pair in head[(space + 1)..].Trim().Split(divider, StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals > 0 && equals < pair.Length - 1)
                {
                    properties[pair[..equals].Trim()] = unescapeProperty(pair[(equals + 1)..]);
                }
            }
        }

        return new WorkflowCommand(name, properties, unescapeData(data));
    }
}
