using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>What a listener is made of.</summary>
public sealed record ScaleSetListenerOptions
{
    /// <summary>The client; several listeners may share one. Its clock is the listener's.</summary>
    public required ActionsServiceClient Client { get; init; }

    /// <summary>The scale set to listen for.</summary>
    public required int ScaleSetId { get; init; }

    /// <summary>Whom to tell.</summary>
    public required IScaleSetHandler Handler { get; init; }

    /// <summary>Who listens, for people who look for the holder of a session.</summary>
    public string OwnerName { get; init; } = Environment.MachineName;

    /// <summary>
    /// Makes the scale set again when the service deleted it, and gives its new number. Null leaves that to somebody
    /// else: the listener says <see cref="ListenerState.ScaleSetMissing"/> and tries again.
    /// </summary>
    public Func<CancellationToken, Task<int>>? RecreateScaleSet { get; init; }

    /// <summary>Remembers the session, so that one that a killed process left is ended before a new one is opened.</summary>
    public ISessionMemory Memory { get; init; } = ISessionMemory.Nothing;

    /// <summary>What to count.</summary>
    public IListenerMetrics Metrics { get; init; } = IListenerMetrics.Discard;

    /// <summary>The waits after failures; only the delays of it are used.</summary>
    public RetryOptions Backoff { get; init; } = new();

    /// <summary>The wait while another listener holds the session.</summary>
    public TimeSpan ConflictDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How old the last good poll of a healthy listener may be.</summary>
    public TimeSpan HealthyWindow { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The longest time that ending the session may take, apart from every other wait.</summary>
    public TimeSpan CleanupTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often one message may fail to be handled before it is acknowledged nevertheless.</summary>
    public int MaxDeliveries { get; init; } = 5;
}
