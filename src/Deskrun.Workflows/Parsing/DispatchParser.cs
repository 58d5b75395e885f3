using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>on.workflow_dispatch</c>.</summary>
internal static class DispatchParser
{
    private const string Path = "on.workflow_dispatch";

    private static readonly string[] Types = ["string", "boolean", "number", "choice", "environment"];

    public static IReadOnlyList<WorkflowInput> Parse(ParseContext context, YamlNode node)
    {
        if (node is YamlScalar { IsNull: true })
        {
            return [];
        }

        var inputs = MappingReader.Read(context, node, Path, "'workflow_dispatch'")?.Find("inputs");
        if (inputs is null or YamlScalar { IsNull: true })
        {
            return [];
        }

        if (inputs is not YamlMapping mapping)
        {
            context.Error(
                inputs.Position,
                $"'inputs' must be a mapping of names and definitions, but it is {inputs.Kind}"
            );
            return [];
        }

        return [.. mapping.Entries.Select(e => ReadInput(context, e))];
    }

    private static WorkflowInput ReadInput(ParseContext context, YamlEntry entry)
    {
        var input = new WorkflowInput { Name = entry.Name, Position = entry.Key.Position };
        if (entry.Value is YamlScalar { IsNull: true })
        {
            return input;
        }

        var what = $"the input '{entry.Name}'";
        if (MappingReader.Read(context, entry.Value, $"{Path}.inputs.<input_id>", what) is not { } keys)
        {
            return input;
        }

        input = input with
        {
            Description = (keys.Find("description") as YamlScalar)?.Text,
            Type = ReadType(context, keys.Find("type")),
            IsRequired = ReadRequired(context, keys.Find("required")),
            Default = keys.Find("default") is YamlScalar { IsNull: false } value ? value.Value.ToString() : null,
            Options = keys.Find("options") is { } options
                ? [.. ValueParser.Words(context, options, "options").Select(o => o.Text)]
                : [],
        };
        if (input.Type == "choice" && input.Options.Count == 0)
        {
            context.Error(entry.Key.Position, $"{what} is a choice and needs 'options' with at least one value");
        }

        if (input.Default is not null && input.Reject(input.Default) is { } problem)
        {
            context.Error(keys.Find("default")!.Position, $"the default of {problem}");
        }

        return input;
    }

    private static string ReadType(ParseContext context, YamlNode? node)
    {
        var type = (node as YamlScalar)?.Text ?? "string";
        if (node is not (null or YamlScalar) || !Types.Contains(type))
        {
            var hint = context.Suggest(type, Types);
            context.Error(
                node!.Position,
                $"there is no input type '{type}'{hint} (there are: {string.Join(", ", Types)})"
            );
        }

        return type;
    }

    private static bool ReadRequired(ParseContext context, YamlNode? node)
    {
        if (node is not null and not YamlScalar { Value.Kind: ExpressionKind.Boolean })
        {
            context.Error(node.Position, $"'required' must be true or false, but it is {node.Kind}");
        }

        return (node as YamlScalar)?.Value.AsBoolean ?? false;
    }
}
