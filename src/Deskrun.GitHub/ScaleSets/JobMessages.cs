namespace Deskrun.GitHub.ScaleSets;

/// <summary>What every job message carries. Source: protocol reference, section 8b.</summary>
public abstract record JobMessage
{
    /// <summary>The key of a job: a GUID on github.com. <see cref="RunnerRequestId"/> is 0 there and no key.</summary>
    public required string JobId { get; init; }

    /// <summary>The number by which a job is acquired; 0 on github.com's direct path.</summary>
    public long RunnerRequestId { get; init; }

    /// <summary>Name of the repository, without its owner.</summary>
    public string RepositoryName { get; init; } = "";

    /// <summary>The user or organisation that owns the repository.</summary>
    public string OwnerName { get; init; } = "";

    /// <summary>The workflow file and ref, such as <c>owner/repo/.github/workflows/x.yml@refs/heads/main</c>.</summary>
    public string JobWorkflowRef { get; init; } = "";

    /// <summary>The job's name as a person sees it.</summary>
    public string JobDisplayName { get; init; } = "";

    /// <summary>Number of the workflow run.</summary>
    public long WorkflowRunId { get; init; }

    /// <summary>The event that started the run.</summary>
    public string EventName { get; init; } = "";

    /// <summary>The labels that the job asked for.</summary>
    public IReadOnlyList<string> RequestLabels { get; init; } = [];

    /// <summary>When the job was queued; null while unknown (the service sends the year 1).</summary>
    public DateTimeOffset? QueueTime { get; init; }

    /// <summary>When the job was given to the scale set.</summary>
    public DateTimeOffset? ScaleSetAssignTime { get; init; }

    /// <summary>When the job was given to a runner.</summary>
    public DateTimeOffset? RunnerAssignTime { get; init; }

    /// <summary>When the job ended.</summary>
    public DateTimeOffset? FinishTime { get; init; }
}

/// <summary>A job that matches the labels and must be acquired before it is ours (GHES).</summary>
public sealed record JobAvailable : JobMessage;

/// <summary>A job that the scale set owns and that needs a runner.</summary>
public sealed record JobAssigned : JobMessage;

/// <summary>A runner took the job.</summary>
public sealed record JobStarted : JobMessage
{
    /// <summary>The runner's number at the service.</summary>
    public int RunnerId { get; init; }

    /// <summary>The runner's name.</summary>
    public string RunnerName { get; init; } = "";
}

/// <summary>The job ended, or was taken back because no runner took it in time (then without a runner).</summary>
public sealed record JobCompleted : JobMessage
{
    /// <summary>The runner's number at the service; 0 when no runner had it.</summary>
    public int RunnerId { get; init; }

    /// <summary>The runner's name; empty when no runner had it.</summary>
    public string RunnerName { get; init; } = "";

    /// <summary>An open set of words: <c>succeeded</c>, <c>failed</c>, <c>canceled</c>, <c>skipped</c>, <c>abandoned</c> …</summary>
    public string Result { get; init; } = "";
}
