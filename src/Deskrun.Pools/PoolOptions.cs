using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Scaling;

namespace Deskrun.Pools;

/// <summary>What a pool is asked to be.</summary>
public sealed record PoolOptions
{
    /// <summary>Name of the scale set, unique within a home.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>Name of the lock that this process holds while it keeps the pool.</summary>
    public required string Owner { get; init; }

    /// <summary>How many runners.</summary>
    public PoolLimits Limits { get; init; } = new(0, 1);

    /// <summary>How long each phase of a runner may take.</summary>
    public RunnerDeadlines Deadlines { get; init; } = new();

    /// <summary>Further environment of the runner programs; never secrets. Default: nothing.</summary>
    public IReadOnlyDictionary<string, string> RunnerEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>How many runners are made at the same time. Default: 8.</summary>
    public int ParallelStarts { get; init; } = 8;

    /// <summary>How often the service is asked which runners are online, while some are awaited. Default: 5 seconds.</summary>
    public TimeSpan RegistrationPoll { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often leftovers are looked for. Default: 5 minutes.</summary>
    public TimeSpan SweepInterval { get; init; } = TimeSpan.FromMinutes(5);
}
