namespace Deskrun.Pools.Timeline;

/// <summary>One step of a job or a runner. Holds no secrets.</summary>
public sealed record TimelineEvent
{
    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What happened.</summary>
    public required TimelineStep Step { get; init; }

    /// <summary>The scale set in which it happened.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>The job's key; null for what belongs to a runner alone.</summary>
    public string? JobId { get; init; }

    /// <summary>The job's name as people know it; null when unknown.</summary>
    public string? JobName { get; init; }

    /// <summary>Number of the workflow run; 0 when unknown.</summary>
    public long WorkflowRunId { get; init; }

    /// <summary>The runner's name; null for what belongs to a job alone.</summary>
    public string? RunnerName { get; init; }

    /// <summary>The result of a job, the reason of an end, the text of a trouble; null when there is nothing to say.</summary>
    public string? Detail { get; init; }
}
