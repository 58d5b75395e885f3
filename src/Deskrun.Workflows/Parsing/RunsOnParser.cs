using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>runs-on</c>.</summary>
internal static class RunsOnParser
{
    private const string Path = "jobs.<job_id>.runs-on";

    public static ValueTemplate Parse(ParseContext context, YamlNode? node, SourcePosition job)
    {
        var key = KeyTable.Get(Path);
        switch (node)
        {
            case null:
                return new LiteralTemplate(ExpressionValue.Null, job);
            case YamlMapping mapping:
                var keys = MappingReader.Read(context, mapping, Path, "'runs-on'");
                if (keys?.Find("labels") is { } labels)
                {
                    CheckLabels(context, labels);
                }

                if (mapping.Entries.Count == 0)
                {
                    context.Error(node.Position, "'runs-on' is empty: name a label, or 'group' and 'labels'");
                }

                break;
            default:
                CheckLabels(context, node);
                break;
        }

        return ValueParser.Any(context, node, key);
    }

    private static void CheckLabels(ParseContext context, YamlNode node)
    {
        if (ValueParser.Words(context, node, "runs-on").Count == 0 && node is YamlSequence { Items.Count: 0 })
        {
            context.Error(node.Position, "'runs-on' names no label: name at least one, such as ubuntu-latest");
        }
    }
}
