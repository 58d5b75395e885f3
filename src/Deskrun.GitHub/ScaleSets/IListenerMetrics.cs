namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// What can be counted of a listener. Every hook does nothing unless it is implemented; none may throw or block.
/// </summary>
public interface IListenerMetrics
{
    /// <summary>Hooks that do nothing.</summary>
    static IListenerMetrics Discard { get; } = new DiscardListenerMetrics();

    /// <summary>The state changed, or a problem came up.</summary>
    void StatusChanged(ListenerStatus status) { }

    /// <summary>The service answered a poll.</summary>
    /// <param name="duration">How long the poll took.</param>
    /// <param name="empty">True when it brought nothing.</param>
    void PollCompleted(TimeSpan duration, bool empty) { }

    /// <summary>A message was handled and acknowledged.</summary>
    /// <param name="message">The message.</param>
    /// <param name="duration">From its arrival until it was acknowledged.</param>
    void MessageHandled(ScaleSetMessage message, TimeSpan duration) { }

    /// <summary>A message, or an item of one, was skipped because its type is unknown or it cannot be read.</summary>
    void Skipped(string what) { }

    /// <summary>Jobs were acquired.</summary>
    /// <param name="requested">How many were asked for.</param>
    /// <param name="acquired">How many the service gave.</param>
    void JobsAcquired(int requested, int acquired) { }

    /// <summary>Something failed; the listener goes on.</summary>
    void Problem(string what, Exception? cause) { }

    private sealed class DiscardListenerMetrics : IListenerMetrics;
}
