namespace Deskrun.Backends.Cluster.Helm;

/// <summary>Why Helm could not do what it was asked for.</summary>
public enum HelmFailureKind
{
    /// <summary>There is no helm, or it can't be started.</summary>
    Missing,

    /// <summary>Its version is too old or unknown.</summary>
    WrongVersion,

    /// <summary>The chart is not there, or its registry can't be reached.</summary>
    ChartUnreachable,

    /// <summary>The chart's schema or templates refuse the values.</summary>
    ValuesRefused,

    /// <summary>The cluster refuses it for want of a right.</summary>
    Forbidden,

    /// <summary>Another Helm works on the release, or one was interrupted.</summary>
    Locked,

    /// <summary>An object is there that belongs to somebody else.</summary>
    NotOurs,

    /// <summary>The cluster can't be reached.</summary>
    ClusterUnreachable,

    /// <summary>The release is not there.</summary>
    NoRelease,

    /// <summary>It did not end in time.</summary>
    TimedOut,

    /// <summary>Something else; the message quotes it.</summary>
    Other,
}
