using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>What a run would do, as far as it can be told without running.</summary>
/// <param name="Name">The workflow's name.</param>
/// <param name="Jobs">The jobs in the order of the file.</param>
public sealed record PlanListing(string Name, IReadOnlyList<ListedJob> Jobs)
{
    /// <summary>Lists the jobs of a run.</summary>
    /// <exception cref="ArgumentException">A job is asked for that the workflow does not have.</exception>
    public static PlanListing Of(Workflow workflow, RunInputs inputs) =>
        new(workflow.Name, [.. JobSelection.Select(workflow, inputs.Jobs).Select(job => List(job, inputs))]);

    private static ListedJob List(Job job, RunInputs inputs)
    {
        var name = job.Name?.Text ?? job.Id;
        var listed = new ListedJob(job.Id, name, job.Needs, job.If, job.RunsOn.ToString() ?? "", [], null);
        if (job.Strategy?.Expressions.Any(e => e.Contexts.Contains("needs")) == true)
        {
            return listed with { Note = "the matrix depends on the outputs of other jobs" };
        }

        var scope = new JobScope(inputs, ExpressionValue.Of(Array.Empty<KeyValuePair<string, string>>()));
        try
        {
            var strategy = JobStrategy.Resolve(job.Strategy, scope);
            if (!strategy.HasMatrix)
            {
                return listed;
            }

            var cells = Enumerable
                .Range(0, strategy.Cells.Count)
                .Where(i => inputs.Chooses(strategy.Cells[i]))
                .Select(i => JobBuilder.DisplayName(job, strategy, i, scope))
                .ToList();
            return listed with
            {
                Cells = cells,
                Keys = [.. strategy.Cells.SelectMany(cell => cell.Values.Properties.Keys).Distinct()],
                Note = cells.Count == 0 ? ListedJob.NoneChosen : null,
            };
        }
        catch (ExpressionException e)
        {
            return listed with { Note = e.Message };
        }
    }
}
