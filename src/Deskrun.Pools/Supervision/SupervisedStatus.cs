namespace Deskrun.Pools.Supervision;

/// <summary>A pool and its listener at one moment.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Listener">The listener.</param>
/// <param name="IsHealthy">Whether the service answered within the last 90 seconds.</param>
/// <param name="Restarts">How often the listener was started anew.</param>
public sealed record SupervisedStatus(PoolStatus Pool, ListenerHealth Listener, bool IsHealthy, int Restarts)
{
    /// <summary>Why jobs wait although they should not; null when nothing blocks.</summary>
    public string? BlockingCause => Listener.Problem ?? Pool.BlockingCause;
}
