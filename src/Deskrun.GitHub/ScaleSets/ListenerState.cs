namespace Deskrun.GitHub.ScaleSets;

/// <summary>What a listener is doing.</summary>
public enum ListenerState
{
    /// <summary>It hasn't begun.</summary>
    Created,

    /// <summary>It opens a message session.</summary>
    Connecting,

    /// <summary>It polls, or handles what a poll brought.</summary>
    Listening,

    /// <summary>Another listener holds the session; it waits until that one is gone.</summary>
    Conflict,

    /// <summary>The scale set is gone; it is being made again.</summary>
    ScaleSetMissing,

    /// <summary>Something failed; it waits and tries again.</summary>
    Retrying,

    /// <summary>It finishes what it has and ends its session.</summary>
    Stopping,

    /// <summary>It has ended.</summary>
    Stopped,
}
