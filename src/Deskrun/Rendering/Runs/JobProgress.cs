using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>What is known of one job so far.</summary>
internal sealed class JobProgress(string name, int index)
{
    private DateTimeOffset? queued;
    private DateTimeOffset? ended;
    private string? remark;

    /// <summary>Its display name.</summary>
    public string Name => name;

    /// <summary>Its place among the jobs, from 0; the colour follows from it.</summary>
    public int Index => index;

    /// <summary>When a runner took it.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>The step that runs now.</summary>
    public string? Step { get; private set; }

    /// <summary>How it ended; null while it goes on.</summary>
    public JobConclusion? Conclusion { get; private set; }

    public void Take(JobEvent happened)
    {
        switch (happened)
        {
            case JobQueued:
                queued ??= happened.Time;
                break;
            case JobStarted:
                StartedAt = happened.Time;
                break;
            case StepStarted started:
                Step = started.Step.Name;
                break;
            case LogLost lost:
                remark = lost.Reason;
                break;
            case JobSkipped skipped:
                Conclusion = JobConclusion.Skipped;
                remark = skipped.Reason;
                break;
            case JobCompleted completed:
                Conclusion = completed.Conclusion;
                ended = happened.Time;
                Step = null;
                break;
        }
    }

    public JobReport Report() =>
        new(name, Conclusion ?? JobConclusion.Cancelled, StartedAt - queued, ended - StartedAt, remark);
}
