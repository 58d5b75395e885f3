namespace Deskrun.Pools.Lifecycle;

/// <summary>Where a runner is in its life.</summary>
public enum RunnerPhase
{
    /// <summary>Its registration and its compute are being made.</summary>
    Provisioning,

    /// <summary>Its compute exists; the service does not see it online yet.</summary>
    Registering,

    /// <summary>It is online and has no job.</summary>
    Idle,

    /// <summary>It has a job.</summary>
    Running,

    /// <summary>Its job is over; its program may take a moment to end.</summary>
    Exiting,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>Its compute is gone and what became of its job, if it had one, is not known yet.</summary>
    Settling,

    /// <summary>It is over.</summary>
    Gone,
}
