using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.JobMessages;
using Deskrun.ActionsService.Logs;

namespace Deskrun.ActionsService.Runs;

/// <summary>One run of a workflow.</summary>
public sealed partial class WorkflowRun
{
    private readonly EventLog events = new();
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LogFolder folder;

    internal WorkflowRun(
        RunRequest request,
        Uri service,
        RunStore store,
        Dispatcher dispatcher,
        LogFolder folder,
        TimeProvider time
    )
    {
        (Request, this.store, this.dispatcher, this.folder, this.time) = (request, store, dispatcher, folder, time);
        (Id, Number) = store.NextRun(request.WorkflowPath);
        Masker = new Masker(request.Secrets.Values);
        WorkflowRef = GitHubContext.WorkflowRef(request);
        github = GitHubContext.Of(request, Id, Number, service);
        planner = Plan(request, github);
    }

    /// <summary>Its id; <c>github.run_id</c>.</summary>
    public long Id { get; }

    /// <summary>Counts the runs of its workflow; <c>github.run_number</c>.</summary>
    public int Number { get; }

    /// <summary>Its title: <c>run-name</c>, else the workflow's name.</summary>
    public string Title => planner.RunName;

    /// <summary>What was asked for.</summary>
    public RunRequest Request { get; }

    /// <summary>Its jobs so far: a job appears when it is queued or skipped.</summary>
    public IReadOnlyList<JobRun> Jobs { get; private set; } = [];

    /// <summary>How it ended; null before.</summary>
    public JobConclusion? Conclusion { get; private set; }

    /// <summary>Ends, without an error, when the run has ended in whatever way.</summary>
    public Task Completion => completion.Task;

    internal Guid PlanId { get; } = Guid.NewGuid();

    internal string WorkflowRef { get; }

    internal Masker Masker { get; }

    /// <summary>What happens, from the beginning of the run to its end; for any number of readers.</summary>
    public IAsyncEnumerable<RunEvent> EventsAsync(CancellationToken cancellation = default) =>
        events.ReadAsync(cancellation);

    /// <summary>The workflow's name and the run's number.</summary>
    public override string ToString() => $"{Request.Workflow.Name} #{Number}";

    internal JobLogs OpenLogs(Guid jobId) => new(folder, folder.ForJob(Id, jobId), Masker);

    internal void Append(RunEvent item) => events.Append(item);
}
