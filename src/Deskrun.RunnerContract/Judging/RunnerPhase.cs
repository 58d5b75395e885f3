namespace Deskrun.RunnerContract.Judging;

/// <summary>The phases of the runner contract, in the order in which they happen.</summary>
public enum RunnerPhase
{
    /// <summary>Nothing has begun.</summary>
    Pending,

    /// <summary>Compute is being made.</summary>
    Provisioning,

    /// <summary>The runner's process, or the machine that starts it, runs.</summary>
    Running,

    /// <summary>The compute ended well.</summary>
    Succeeded,

    /// <summary>The compute ended badly.</summary>
    Failed,
}
