using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads <c>jobs</c>.</summary>
internal static class JobsParser
{
    // GitHub's limit for ids of jobs and steps.
    private const int MaxIdLength = 99;

    public static IReadOnlyList<Job> Parse(ParseContext context, YamlNode node)
    {
        if (node is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            context.Error(
                node.Position,
                $"'jobs' must be a mapping of at least one id to its job, but it is {node.Kind}"
            );
            return [];
        }

        var needs = new NeedsGraph(context, mapping.Entries.Select(e => e.Key));
        var jobs = new List<Job>();
        foreach (var entry in mapping.Entries)
        {
            CheckId(context, entry.Key, "a job");
            if (JobParser.Parse(context, entry, needs) is { } job)
            {
                jobs.Add(job);
            }
        }

        needs.ReportCycles();
        return jobs;
    }

    /// <summary>Checks the id of a job or step.</summary>
    public static bool CheckId(ParseContext context, YamlScalar id, string what)
    {
        if (Coercion.IsName(id.Text) && id.Text.Length <= MaxIdLength)
        {
            return true;
        }

        context.Error(
            id.Position,
            $"'{id.Text}' cannot be the id of {what}: it must start with a letter or _, go on with letters, digits, "
                + $"- and _ and have at most {MaxIdLength} characters"
        );
        return false;
    }
}
