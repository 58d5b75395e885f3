namespace Deskrun.Workflows.Planning;

/// <summary>Where a planned job is in a run.</summary>
internal sealed class CellRun(PlannedJob job)
{
    /// <summary>The planned job.</summary>
    public PlannedJob Job => job;

    /// <summary>Whether it was queued.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether its cancellation was asked for.</summary>
    public bool IsCancelling { get; set; }

    /// <summary>How it ended; null while it has not.</summary>
    public JobConclusion? Conclusion { get; set; }

    /// <summary>Whether it was queued and has not ended.</summary>
    public bool IsActive => IsQueued && Conclusion is null;

    /// <summary>Whether it failed and may.</summary>
    public bool IsAllowedFailure => Conclusion == JobConclusion.Failure && job.ContinueOnError;
}
