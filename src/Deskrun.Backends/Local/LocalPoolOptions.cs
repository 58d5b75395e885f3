using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Drivers;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Metrics;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Backends.Local;

/// <summary>A pool on this machine as the command that keeps it wants it.</summary>
public sealed record LocalPoolOptions
{
    /// <summary>The Actions service; may be shared, and is not disposed of.</summary>
    public required ActionsServiceClient Client { get; init; }

    /// <summary>The scale set, made or adopted at the start.</summary>
    public required ScaleSetSpec ScaleSet { get; init; }

    /// <summary>Where runners live; may be shared, and is not disposed of.</summary>
    public required IRunnerDriver Driver { get; init; }

    /// <summary>The home's locks.</summary>
    public required OwnerLocks Owners { get; init; }

    /// <summary>The lock that this process holds as long as the pool exists.</summary>
    public required OwnerLock Owner { get; init; }

    /// <summary>How many runners.</summary>
    public PoolLimits Limits { get; init; } = new(0, 1);

    /// <summary>How long each phase of a runner may take.</summary>
    public RunnerDeadlines Deadlines { get; init; } = new();

    /// <summary>How many runners are made at the same time.</summary>
    public int ParallelStarts { get; init; } = 8;

    /// <summary>Further environment of the runner programs; never secrets.</summary>
    public IReadOnlyDictionary<string, string> RunnerEnvironment { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// True starts even when the service does not answer yet: the pool goes on trying, and its status says why it waits.
    /// False throws.
    /// </summary>
    public bool KeepTrying { get; init; }

    /// <summary>How long to wait before asking again for a message session that somebody else holds.</summary>
    public TimeSpan SessionRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Remembers the session, so that one that a killed process left is ended before a new one is opened.</summary>
    public ISessionMemory SessionMemory { get; init; } = ISessionMemory.Nothing;

    /// <summary>What to count of the listener.</summary>
    public IListenerMetrics? ListenerMetrics { get; init; }

    /// <summary>What to count of the pool.</summary>
    public PoolMetrics? Metrics { get; init; }

    /// <summary>Receives every step.</summary>
    public ITimeline Timeline { get; init; } = new NoTimeline();

    /// <summary>How much room the machine has, such as a <see cref="DiskRoomGate"/> for the disk on which runners live.</summary>
    public required ICapacityGate Gate { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
