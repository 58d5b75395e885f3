namespace Deskrun.Backends.Cluster.Kind;

/// <summary>What went wrong with kind or its containers.</summary>
public enum KindFailure
{
    /// <summary>kind, or Docker and Podman, are not there.</summary>
    Missing,

    /// <summary>A program is there in a version that doesn't do.</summary>
    WrongVersion,

    /// <summary>The daemon doesn't answer.</summary>
    Daemon,

    /// <summary>A cluster of that name is there already.</summary>
    NameTaken,

    /// <summary>There is no cluster of that name.</summary>
    NoCluster,

    /// <summary>An image can't be had.</summary>
    Image,

    /// <summary>A port or a folder of this machine is in the way.</summary>
    Host,

    /// <summary>It took too long and was stopped.</summary>
    TimedOut,

    /// <summary>Anything else; the message quotes the program.</summary>
    Other,
}

/// <summary>kind or its container engine failed; the message says what was tried, the cause and the way out.</summary>
public sealed class KindException(KindFailure failure, string message, Exception? cause = null)
    : Exception(message, cause)
{
    /// <summary>The sort of failure.</summary>
    public KindFailure Failure { get; } = failure;
}
