using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads one job.</summary>
internal static class JobParser
{
    private const string Path = "jobs.<job_id>";

    /// <summary>Reads a job; null when it can be none.</summary>
    public static Job? Parse(ParseContext context, YamlEntry entry, NeedsGraph needs)
    {
        var what = $"the job '{entry.Name}'";
        var keys = MappingReader.Read(context, Trimmed(entry.Value), Path, what);
        var waits = needs.Read(entry.Name, keys?.Find("needs"));
        if (keys is null || IsReusable(entry.Value))
        {
            return null;
        }

        foreach (var required in (string[])["runs-on", "steps"])
        {
            if (keys.Find(required) is null)
            {
                context.Error(entry.Key.Position, $"{what} has no '{required}': add it");
            }
        }

        var (condition, conditionText) = TemplateParser.Condition(context, keys.Find("if"), Key("if"));
        return new()
        {
            Id = entry.Name,
            Position = entry.Key.Position,
            Name = keys.Find("name") is { } name ? TemplateParser.Text(context, name, Key("name")) : null,
            RunsOn = RunsOnParser.Parse(context, keys.Find("runs-on"), entry.Key.Position),
            Needs = waits,
            Condition = condition,
            If = conditionText,
            Env = ValueParser.Map(context, keys.Find("env"), Key("env")),
            Defaults = DefaultsParser.Parse(context, keys.Find("defaults"), $"{Path}.defaults"),
            Outputs = ValueParser.Map(context, keys.Find("outputs"), Key("outputs")),
            TimeoutMinutes = ValueParser.Positive(context, keys.Find("timeout-minutes"), Key("timeout-minutes")),
            ContinueOnError = ValueParser.Boolean(context, keys.Find("continue-on-error"), Key("continue-on-error")),
            Strategy = StrategyParser.Parse(context, keys.FindEntry("strategy"), entry.Name),
            Steps = keys.Find("steps") is { } steps ? StepsParser.Parse(context, steps, what) : [],
        };
    }

    private static WorkflowKey Key(string name) => KeyTable.Get($"{Path}.{name}");

    private static bool IsReusable(YamlNode node) =>
        node is YamlMapping mapping && mapping.Entries.Any(e => e.Name == "uses");

    // The other keys of a reusable workflow's call would each be refused for the same reason.
    private static YamlNode Trimmed(YamlNode node) =>
        IsReusable(node)
            ? (YamlMapping)node with
            {
                Entries = [.. ((YamlMapping)node).Entries.Where(e => e.Name is not ("with" or "secrets"))],
            }
            : node;
}
