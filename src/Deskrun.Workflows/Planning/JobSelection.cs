using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Spelling;

namespace Deskrun.Workflows.Planning;

/// <summary>Which jobs a run has.</summary>
internal static class JobSelection
{
    /// <summary>The jobs asked for with all that they need, in the order of the file.</summary>
    /// <exception cref="ArgumentException">A job is asked for that the workflow does not have.</exception>
    public static IReadOnlyList<Job> Select(Workflow workflow, IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
        {
            return workflow.Jobs;
        }

        var selected = new HashSet<Job>();
        var open = new Stack<string>(ids);
        while (open.TryPop(out var id))
        {
            var job =
                workflow.FindJob(id)
                ?? throw new ArgumentException(
                    $"the workflow has no job '{id}'{Suggestion.Sentence(id, workflow.Jobs.Select(j => j.Id))}"
                );
            if (selected.Add(job))
            {
                foreach (var need in job.Needs)
                {
                    open.Push(need);
                }
            }
        }

        return [.. workflow.Jobs.Where(selected.Contains)];
    }
}
