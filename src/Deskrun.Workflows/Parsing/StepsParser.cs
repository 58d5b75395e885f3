using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads the steps of a job.</summary>
internal static class StepsParser
{
    public static IReadOnlyList<Step> Parse(ParseContext context, YamlNode node, string job)
    {
        if (node is not YamlSequence { Items.Count: > 0 } list)
        {
            context.Error(
                node.Position,
                $"the steps of {job} must be a list of at least one step (lines that start with -)"
            );
            return [];
        }

        var ids = new Dictionary<string, YamlScalar>(StringComparer.OrdinalIgnoreCase);
        var names = new StepNames();
        var steps = new List<Step>();
        foreach (var item in list.Items)
        {
            if (StepParser.Parse(context, item, ids, names) is { } step)
            {
                steps.Add(step);
            }
        }

        return steps;
    }
}
