using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads one step.</summary>
internal static class StepParser
{
    private const string Path = "jobs.<job_id>.steps[*]";

    public static Step? Parse(ParseContext context, YamlNode node, Dictionary<string, YamlScalar> ids, StepNames names)
    {
        var errors = context.ErrorCount;
        if (MappingReader.Read(context, node, Path, "a step") is not { } keys)
        {
            return null;
        }

        var (run, uses) = (keys.FindEntry("run"), keys.FindEntry("uses"));
        if (run is null && uses is null)
        {
            if (context.ErrorCount == errors)
            {
                context.Error(
                    node.Position,
                    "this step does nothing: give it 'run' with a script or 'uses' with an action"
                );
            }

            return null;
        }

        CheckPartners(context, keys, run, uses);
        var kind = run is not null ? StepKind.Run : UsesParser.Parse(context, uses!.Value, keys.Find("with"));
        var id = ReadId(context, keys.Find("id"), ids);
        return new()
        {
            Id = id,
            ContextName = id ?? names.Next(kind),
            Position = node.Position,
            Kind = kind,
            Name = Text("name"),
            Condition = TemplateParser.Condition(context, keys.Find("if"), Key("if")).Condition,
            Script = Text("run"),
            Shell = Text("shell"),
            WorkingDirectory = Text("working-directory"),
            Uses = (uses?.Value as YamlScalar)?.Text,
            With = ValueParser.Map(context, keys.Find("with"), Key("with")),
            Env = ValueParser.Map(context, keys.Find("env"), Key("env")),
            TimeoutMinutes = ValueParser.Positive(context, keys.Find("timeout-minutes"), Key("timeout-minutes")),
            ContinueOnError = ValueParser.Boolean(context, keys.Find("continue-on-error"), Key("continue-on-error")),
        };

        Template? Text(string name) =>
            keys.Find(name) is { } value ? TemplateParser.Text(context, value, Key(name)) : null;
    }

    private static WorkflowKey Key(string name) => KeyTable.Get($"{Path}.{name}");

    private static void CheckPartners(ParseContext context, MappingReader keys, YamlEntry? run, YamlEntry? uses)
    {
        if (run is not null && uses is not null)
        {
            context.Error(uses.Key.Position, "a step has either 'run' or 'uses', not both: make two steps of it");
            return;
        }

        var strangers = run is not null ? (string[])["with"] : ["shell", "working-directory"];
        foreach (var stranger in strangers.Select(keys.FindEntry).OfType<YamlEntry>())
        {
            var partner = run is not null ? "uses" : "run";
            context.Error(
                stranger.Key.Position,
                $"'{stranger.Name}' belongs to a step with '{partner}': remove it here"
            );
        }
    }

    private static string? ReadId(ParseContext context, YamlNode? node, Dictionary<string, YamlScalar> ids)
    {
        if (node is null)
        {
            return null;
        }

        if (node is not YamlScalar id)
        {
            context.Error(node.Position, $"'id' must be a text, but it is {node.Kind}");
            return null;
        }

        if (!JobsParser.CheckId(context, id, "a step"))
        {
            return null;
        }

        if (id.Text.StartsWith("__", StringComparison.Ordinal))
        {
            context.Error(id.Position, $"the id '{id.Text}' is reserved: ids that start with __ are made by GitHub");
        }
        else if (!ids.TryAdd(id.Text, id))
        {
            context.Error(
                id.Position,
                $"two steps of the job have the id '{id.Text}' (first at {ids[id.Text].Position})"
            );
        }

        return id.Text;
    }
}
