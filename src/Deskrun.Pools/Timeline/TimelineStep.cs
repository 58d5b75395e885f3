namespace Deskrun.Pools.Timeline;

/// <summary>The steps in the life of a job, in their usual order.</summary>
public enum TimelineStep
{
    /// <summary>The service gave the job to the scale set (the service's own clock, when it says so).</summary>
    Assigned,

    /// <summary>The message that tells of the job was read here.</summary>
    MessageRead,

    /// <summary>A just-in-time registration was made for a runner.</summary>
    JitMade,

    /// <summary>The runner's compute exists.</summary>
    ComputeStarted,

    /// <summary>The service sees the runner online.</summary>
    RunnerRegistered,

    /// <summary>A runner took the job.</summary>
    JobStarted,

    /// <summary>The service says that the job is over.</summary>
    JobCompleted,

    /// <summary>The runner's program ended by itself, and not after a job that it finished.</summary>
    RunnerLost,

    /// <summary>Nothing of the runner's compute is left.</summary>
    ComputeGone,

    /// <summary>Something went wrong; the detail says what, on what, and what is done about it.</summary>
    Trouble,
}
