using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>Where a job of the workflow is in a run.</summary>
internal sealed class JobRun(Job job)
{
    private readonly Dictionary<string, string> outputs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The job.</summary>
    public Job Job => job;

    /// <summary>Its cells, once it is expanded.</summary>
    public List<CellRun> Cells { get; } = [];

    /// <summary>Its strategy, once it is expanded.</summary>
    public JobStrategy? Strategy { get; set; }

    /// <summary>How the jobs ended that it waits for, directly or through others; known once they have.</summary>
    public ConclusionSet Ancestors { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public JobConclusion? Conclusion { get; set; }

    /// <summary>What <c>needs</c> shows of it.</summary>
    public ExpressionValue NeedsEntry() =>
        ExpressionValue.Of([
            KeyValuePair.Create("result", ExpressionValue.Of(Word(Conclusion ?? JobConclusion.Skipped))),
            KeyValuePair.Create("outputs", ExpressionValue.Of(outputs)),
        ]);

    /// <summary>Takes a cell's outputs; of several cells the last one that sets a name wins.</summary>
    public void AddOutputs(IReadOnlyDictionary<string, string> given)
    {
        foreach (var (name, value) in given)
        {
            if (value.Length > 0 || !outputs.ContainsKey(name))
            {
                outputs[name] = value;
            }
        }
    }

    /// <summary>Ends the job when all its cells have ended.</summary>
    public void Conclude()
    {
        if (Cells.Exists(c => c.Conclusion is null))
        {
            return;
        }

        // A failure that is allowed counts as success for the run and for the jobs that wait.
        var ends = Cells.ConvertAll(c => c.IsAllowedFailure ? JobConclusion.Success : c.Conclusion!.Value);
        Conclusion =
            ends.Contains(JobConclusion.Failure) ? JobConclusion.Failure
            : ends.Contains(JobConclusion.Cancelled) ? JobConclusion.Cancelled
            : ends.TrueForAll(e => e == JobConclusion.Skipped) ? JobConclusion.Skipped
            : JobConclusion.Success;
    }

    private static string Word(JobConclusion conclusion) =>
        conclusion switch
        {
            JobConclusion.Success => "success",
            JobConclusion.Failure => "failure",
            JobConclusion.Cancelled => "cancelled",
            _ => "skipped",
        };
}
