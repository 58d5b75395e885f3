using System.Runtime.CompilerServices;
using Deskrun.ActionsService.Logs;

namespace Deskrun.ActionsService.Runs;

/// <summary>One job of a run. Properties tell its state of this moment; <see cref="RunEvent"/>s tell its story.</summary>
public sealed partial class JobRun
{
    private static readonly IReadOnlyDictionary<string, string> NoOutputs = new Dictionary<string, string>();

    private JobLogs? logs;

    internal JobRun(WorkflowRun run, Guid id, long requestId, string key, string name)
    {
        (Run, Id, RequestId, Key, Name) = (run, id, requestId, key, name);
    }

    /// <summary>The run that it belongs to.</summary>
    public WorkflowRun Run { get; }

    /// <summary>Its id on the wire (<c>jobId</c>).</summary>
    public Guid Id { get; }

    /// <summary>Its number on the wire (<c>runnerRequestId</c>), unique in the service.</summary>
    public long RequestId { get; }

    /// <summary>The job's id in the workflow file; the same for all cells of a matrix.</summary>
    public string Key { get; }

    /// <summary>Its display name, such as <c>build (linux, 20)</c>.</summary>
    public string Name { get; }

    /// <summary>The labels of <c>runs-on</c>.</summary>
    public IReadOnlyList<string> Labels { get; internal init; } = [];

    /// <summary>The runner group of <c>runs-on</c>, when it names one.</summary>
    public string? RunnerGroup { get; internal init; }

    /// <summary><c>timeout-minutes</c>.</summary>
    public TimeSpan Timeout { get; internal init; } = TimeSpan.FromHours(6);

    /// <summary>Whether the run goes on when this job fails.</summary>
    public bool ContinueOnError { get; internal init; }

    /// <summary>Where it stands.</summary>
    public JobState State { get; internal set; }

    /// <summary>How it ended; null before.</summary>
    public JobConclusion? Conclusion { get; private set; }

    /// <summary>Why it waits, was cancelled, skipped or failed, where the service knows; else null.</summary>
    public string? Reason { get; internal set; }

    /// <summary>1, and one more for each time that no runner took it.</summary>
    public int Attempt { get; internal set; }

    /// <summary>The scale set that has it.</summary>
    public string? ScaleSet { get; internal set; }

    /// <summary>The runner that took it.</summary>
    public string? Runner { get; internal set; }

    /// <summary>When it first entered the queue.</summary>
    public DateTimeOffset? QueuedAt { get; internal set; }

    /// <summary>When it was last assigned to a scale set.</summary>
    public DateTimeOffset? AssignedAt { get; internal set; }

    /// <summary>When a runner took it.</summary>
    public DateTimeOffset? StartedAt { get; internal set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; private set; }

    /// <summary>Its outputs, once it has ended.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; internal set; } = NoOutputs;

    /// <summary>Its steps so far, in order.</summary>
    public IReadOnlyList<StepRun> Steps { get; private set; } = [];

    /// <summary>Its remarks so far.</summary>
    public IReadOnlyList<Annotation> Annotations { get; private set; } = [];

    /// <summary>Why its log is not complete; null while nothing was lost.</summary>
    public string? LogLoss { get; private set; }

    internal JobLogs Logs => logs ??= Run.OpenLogs(Id);

    /// <summary>The step with an id, or null while it is not known.</summary>
    public StepRun? FindStep(Guid id) => Steps.FirstOrDefault(s => s.Id == id);

    /// <summary>
    /// The log, masked, line by line: as the runner uploaded it (each line begins with its time), or what has come in
    /// so far.
    /// </summary>
    public async IAsyncEnumerable<string> ReadLogAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        if (Logs.Has(JobLogName))
        {
            await foreach (var line in Logs.ReadAsync(JobLogName, cancellation))
            {
                yield return line;
            }

            yield break;
        }

        var uploaded = Steps.Where(s => Logs.Has(LogName(s.Id))).ToArray();
        if (uploaded.Length == 0 && Logs.Has("live.log"))
        {
            await foreach (var line in Logs.ReadAsync("live.log", cancellation))
            {
                yield return line;
            }
        }

        foreach (var step in uploaded)
        {
            await foreach (var line in Logs.ReadAsync(LogName(step.Id), cancellation))
            {
                yield return line;
            }
        }
    }

    /// <summary>The summary that a step wrote, as Markdown; null when it wrote none.</summary>
    public async Task<string?> ReadSummaryAsync(Guid stepId, CancellationToken cancellation = default) =>
        Logs.Has(SummaryName(stepId)) ? await Logs.ReadAllAsync(SummaryName(stepId), cancellation) : null;

    /// <summary>The job's name.</summary>
    public override string ToString() => Name;

    internal const string JobLogName = "job.log";

    internal static string LogName(Guid stepId) => $"{stepId}.log";

    internal static string SummaryName(Guid stepId) => $"{stepId}.md";
}
