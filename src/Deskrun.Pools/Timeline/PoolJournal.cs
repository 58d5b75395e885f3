using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools.Timeline;

/// <summary>Writes the steps of one pool, stamped, and remembers the last trouble for its status.</summary>
internal sealed class PoolJournal(string scaleSet, ITimeline timeline, TimeProvider time)
{
    internal PoolTrouble? LastTrouble { get; private set; }

    internal void Runner(TimelineStep step, RunnerSlot slot, string? detail = null) =>
        Add(
            new TimelineEvent
            {
                At = time.GetUtcNow(),
                Step = step,
                ScaleSet = scaleSet,
                RunnerName = slot.Name,
                JobId = slot.Job is { JobId.Length: > 0 } job ? job.JobId : null,
                JobName = slot.Job?.Name,
                WorkflowRunId = slot.Job?.WorkflowRunId ?? 0,
                Detail = detail,
            }
        );

    internal void Job(
        TimelineStep step,
        RunnerJob job,
        string? runner,
        string? detail = null,
        DateTimeOffset? at = null
    ) =>
        Add(
            new TimelineEvent
            {
                At = at ?? time.GetUtcNow(),
                Step = step,
                ScaleSet = scaleSet,
                RunnerName = string.IsNullOrEmpty(runner) ? null : runner,
                JobId = job.JobId,
                JobName = job.Name,
                WorkflowRunId = job.WorkflowRunId,
                Detail = detail,
            }
        );

    internal void Trouble(string text, string? runner = null)
    {
        var now = time.GetUtcNow();
        LastTrouble = new PoolTrouble(now, text);
        Add(
            new TimelineEvent
            {
                At = now,
                Step = TimelineStep.Trouble,
                ScaleSet = scaleSet,
                RunnerName = runner,
                Detail = text,
            }
        );
    }

    private void Add(TimelineEvent step)
    {
        try
        {
            timeline.Add(step);
        }
        catch (Exception e)
        {
            // History is worth less than the runner whose step it is.
            LastTrouble = new PoolTrouble(step.At, $"the timeline could not be written: {e.Message}");
        }
    }
}

/// <summary>Something that went wrong.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, on what, the cause.</param>
public sealed record PoolTrouble(DateTimeOffset At, string Text);
