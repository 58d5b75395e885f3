using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools;

/// <summary>A pool at one moment, for people and programs that look at it.</summary>
public sealed record PoolStatus
{
    /// <summary>The scale set.</summary>
    public required string ScaleSet { get; init; }

    /// <summary>The configured limits.</summary>
    public required PoolLimits Limits { get; init; }

    /// <summary>Jobs that wait or run, by the service's count.</summary>
    public required int Assigned { get; init; }

    /// <summary>How many runners there should be.</summary>
    public required int Desired { get; init; }

    /// <summary>The capacity announced to the service.</summary>
    public required int Capacity { get; init; }

    /// <summary>True once the pool takes no new jobs.</summary>
    public required bool IsClosed { get; init; }

    /// <summary>Every runner, oldest first.</summary>
    public required IReadOnlyList<RunnerStatus> Runners { get; init; }

    /// <summary>How the latest runners ended, newest last; at most 20.</summary>
    public required IReadOnlyList<RunnerEnd> RecentEnds { get; init; }

    /// <summary>What went wrong last; null when nothing did.</summary>
    public PoolTrouble? LastTrouble { get; init; }

    /// <summary>Why jobs wait although they should not; null when nothing blocks.</summary>
    public string? BlockingCause { get; init; }
}

/// <summary>One runner at one moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Since">Since when.</param>
/// <param name="RunnerId">Its number at the service; 0 while unknown.</param>
/// <param name="Job">Its job; null without one.</param>
public sealed record RunnerStatus(string Name, RunnerPhase Phase, DateTimeOffset Since, int RunnerId, RunnerJob? Job);
