namespace Deskrun.GitHub.ScaleSets;

/// <summary>How an attempt to remove a runner's registration ended.</summary>
public enum RunnerRemoval
{
    /// <summary>It was removed, or was gone already.</summary>
    Removed,

    /// <summary>It has a job; ask again in half a minute or so.</summary>
    Busy,
}
