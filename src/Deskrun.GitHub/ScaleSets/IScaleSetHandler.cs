namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// What a scale set listener tells the owner of a scale set. Every call is idempotent: the service repeats
/// a message until it is acknowledged, and it is acknowledged only after these calls have returned.
/// </summary>
public interface IScaleSetHandler
{
    /// <summary>The most runners this owner can hold now, busy ones included; sent with every poll.</summary>
    int MaxCapacity { get; }

    /// <summary>The most further jobs that may be acquired now: max − assigned, never below 0.</summary>
    /// <param name="statistics">The newest statistics.</param>
    int FreeCapacity(ScaleSetStatistics statistics);

    /// <summary>A job belongs to this scale set and waits for a runner.</summary>
    ValueTask JobAssignedAsync(JobAssigned job, CancellationToken cancellation);

    /// <summary>A runner has taken a job. The runner may be one that this owner does not know.</summary>
    ValueTask JobStartedAsync(JobStarted job, CancellationToken cancellation);

    /// <summary>A job ended or was taken back. It may be unknown, and may arrive twice.</summary>
    ValueTask JobCompletedAsync(JobCompleted job, CancellationToken cancellation);

    /// <summary>
    /// The newest statistics: after the session was created, after each message, and repeated with the last known ones
    /// after an empty poll.
    /// </summary>
    /// <param name="statistics">The service's own counts; the desired number of runners follows from them alone.</param>
    /// <param name="fromEmptyPoll">True when the poll brought nothing, the moment at which idle runners may go.</param>
    /// <param name="cancellation">Cancelled when the listener is stopped by force.</param>
    ValueTask StatisticsAsync(ScaleSetStatistics statistics, bool fromEmptyPoll, CancellationToken cancellation);

    /// <summary>
    /// The service had lost the scale set and it was made again: runners and jobs of the lost one may be forgotten, too.
    /// </summary>
    /// <param name="scaleSetId">The number of the new one.</param>
    /// <param name="cancellation">Cancelled when the listener is stopped.</param>
    ValueTask ScaleSetRemadeAsync(int scaleSetId, CancellationToken cancellation) => ValueTask.CompletedTask;
}
