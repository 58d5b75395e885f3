using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Pools.Supervision;

/// <summary>What connects a pool to its scale set: one message session and its long poll.</summary>
public interface IPoolListener
{
    /// <summary>Listens until stopped; then ends its session, within a time of its own. Throws when it cannot go on.</summary>
    /// <param name="handler">Whom to tell.</param>
    /// <param name="stop">Graceful: no further poll; what has arrived is handled and acknowledged.</param>
    /// <param name="kill">Forceful: handling and acknowledging are cut short, too; what was not acknowledged comes again.</param>
    Task ListenAsync(IScaleSetHandler handler, CancellationToken stop, CancellationToken kill);

    /// <summary>How it is at this moment.</summary>
    ListenerHealth Health { get; }
}

/// <summary>A listener at one moment.</summary>
/// <param name="LastGoodPoll">When the service last answered a poll; null before the first answer.</param>
/// <param name="Problem">What is wrong now, in words; null when all is well.</param>
public sealed record ListenerHealth(DateTimeOffset? LastGoodPoll, string? Problem)
{
    /// <summary>A listener whose last good poll is older than this is deaf.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(90);

    /// <summary>Whether the service answered lately.</summary>
    public bool IsHealthy(DateTimeOffset now) => LastGoodPoll is { } last && now - last < Limit;
}
