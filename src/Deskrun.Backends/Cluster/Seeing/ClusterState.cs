namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>What a picture of a cluster means.</summary>
/// <param name="Namespace">The namespace that was looked at.</param>
/// <param name="Controller">ARC's controller.</param>
/// <param name="ScaleSets">The scale sets that were asked for, in that order.</param>
/// <param name="Blind">What could not be read and why.</param>
public sealed record ClusterState(
    string Namespace,
    ControllerState Controller,
    IReadOnlyList<ScaleSetState> ScaleSets,
    IReadOnlyList<string> Blind
);

/// <summary>ARC's controller at one moment.</summary>
/// <param name="Ready">Whether it can do its work.</param>
/// <param name="Pod">Its Pod; null when there is none.</param>
/// <param name="Version">ARC's version; null when unknown.</param>
/// <param name="Blockage">Why it isn't ready.</param>
public sealed record ControllerState(bool Ready, string? Pod, string? Version, Blockage? Blockage);

/// <summary>One scale set that is looked for.</summary>
/// <param name="Name">Its name, which is the Helm release's, too.</param>
/// <param name="Installation">The installation it belongs to.</param>
/// <param name="MinRunners">Runners that are kept although no job waits.</param>
/// <param name="MaxRunners">The most runners at one time.</param>
/// <param name="UsesKro">Whether KRO makes its compute.</param>
public sealed record WantedScaleSet(
    string Name,
    string Installation,
    int MinRunners,
    int MaxRunners,
    bool UsesKro = false
);

/// <summary>One scale set at one moment.</summary>
public sealed record ScaleSetState
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The installation it belongs to.</summary>
    public required string Installation { get; init; }

    /// <summary>How it is, in one word.</summary>
    public required ScaleSetWord Word { get; init; }

    /// <summary>Its listener.</summary>
    public required ListenerState Listener { get; init; }

    /// <summary>Runners that are kept although no job waits.</summary>
    public required int MinRunners { get; init; }

    /// <summary>The most runners at one time.</summary>
    public required int MaxRunners { get; init; }

    /// <summary>How many runners its listener asks for; null before it has asked.</summary>
    public int? Desired { get; init; }

    /// <summary>The one cause that keeps jobs waiting; null when nothing blocks.</summary>
    public Blockage? Blockage { get; init; }

    /// <summary>Its runners, by name.</summary>
    public IReadOnlyList<RunnerState> Runners { get; init; } = [];
}

/// <summary>The states of a scale set.</summary>
public enum ScaleSetWord
{
    /// <summary>The cluster has nothing of it.</summary>
    NotDeployed,

    /// <summary>It is being made.</summary>
    Starting,

    /// <summary>Its listener waits for jobs.</summary>
    Listening,

    /// <summary>Something keeps jobs waiting.</summary>
    Blocked,

    /// <summary>It is being removed.</summary>
    Draining,
}

/// <summary>A scale set's listener at one moment.</summary>
/// <param name="Word">How it is.</param>
/// <param name="Pod">Its Pod; null when there is none.</param>
/// <param name="Since">Since when it is so; null when unknown.</param>
public sealed record ListenerState(ListenerWord Word, string? Pod, DateTimeOffset? Since);

/// <summary>The states of a listener.</summary>
public enum ListenerWord
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Its Pod does not run yet.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Ready,

    /// <summary>It ended, and will be started again.</summary>
    Failing,
}
