namespace Deskrun.ActionsService.Runs;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    /// <summary>In the queue; no scale set has it. It stays here while no scale set matches its labels.</summary>
    Queued,

    /// <summary>A scale set has it and owes it a runner.</summary>
    Assigned,

    /// <summary>A runner runs it.</summary>
    Running,

    /// <summary>It ended or never ran.</summary>
    Completed,
}
