using Deskrun.Pools.Drivers;
using Deskrun.Pools.Metrics;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools;

/// <summary>What a pool works with.</summary>
public sealed record PoolParts
{
    /// <summary>Where its runners live.</summary>
    public required IRunnerDriver Driver { get; init; }

    /// <summary>Where they are registered.</summary>
    public required IRunnerRegistry Registry { get; init; }

    /// <summary>Who of this home is alive.</summary>
    public required OwnerLocks Owners { get; init; }

    /// <summary>The clock of everything.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Receives every step.</summary>
    public ITimeline Timeline { get; init; } = new NoTimeline();

    /// <summary>Says how much room the machine has.</summary>
    public ICapacityGate Gate { get; init; } = new OpenGate();

    /// <summary>The instruments, shared by all pools of a process; null measures nothing.</summary>
    public PoolMetrics? Metrics { get; init; }
}
