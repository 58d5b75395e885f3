namespace Deskrun.Pools.Lifecycle;

/// <summary>What can happen to a runner.</summary>
public enum RunnerSignal
{
    /// <summary>The driver made its compute.</summary>
    ComputeStarted,

    /// <summary>The service sees it online.</summary>
    Registered,

    /// <summary>It took a job.</summary>
    JobStarted,

    /// <summary>Its job is over.</summary>
    JobCompleted,

    /// <summary>It is to be ended.</summary>
    Stop,

    /// <summary>Its compute ended.</summary>
    ComputeGone,

    /// <summary>What became of its job is known, or will not be.</summary>
    Settled,
}
