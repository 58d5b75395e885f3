namespace Deskrun.Backends.Cluster.Planning;

/// <summary>What is in the cluster now, as far as planning asks.</summary>
public sealed record ClusterFound
{
    /// <summary>ARC's controller of ours; null when it isn't there. Somebody else's is <see cref="ClusterFacts.Controller"/>.</summary>
    public ReleaseFound? Controller { get; init; }

    /// <summary>KRO; null when it isn't there.</summary>
    public KroFound? Kro { get; init; }

    /// <summary>Every scale set of the namespace: ours, half made ones, and those of others.</summary>
    public IReadOnlyList<ScaleSetFound> ScaleSets { get; init; } = [];

    /// <summary>An empty cluster.</summary>
    public static ClusterFound Nothing { get; } = new();
}

/// <summary>How far a release of ours got, as its ConfigMap says.</summary>
public enum ReleaseState
{
    /// <summary>It was being installed or changed; an interrupted command left it so.</summary>
    Applying,

    /// <summary>It is complete.</summary>
    Applied,

    /// <summary>It was being removed.</summary>
    Removing,
}

/// <summary>A release of ours.</summary>
/// <param name="Version">The chart's version.</param>
/// <param name="Hash">The hash that was applied.</param>
/// <param name="State">How far it got.</param>
public sealed record ReleaseFound(string Version, string Hash, ReleaseState State);

/// <summary>KRO in the cluster.</summary>
/// <param name="Version">Its version; empty when it could not be told.</param>
/// <param name="Ours">Our release; null when somebody else installed it.</param>
public sealed record KroFound(string Version, ReleaseFound? Ours);

/// <summary>A scale set in the namespace.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ConfigUrl">The URL whose jobs it takes; null when only a part of it is there.</param>
/// <param name="Ours">Our record of it; null when it isn't ours.</param>
/// <param name="Installation">The installation that our record names; null when it isn't ours.</param>
/// <param name="Owner">Who made it, in words, when it isn't ours: <c>the Helm release x, installed by Helm</c>.</param>
public sealed record ScaleSetFound(
    string Name,
    string? ConfigUrl,
    ReleaseFound? Ours = null,
    string? Installation = null,
    string? Owner = null
)
{
    /// <summary>The Helm release, with its namespace, that has the object although its name is another; null otherwise.</summary>
    public string? OtherRelease { get; init; }

    /// <summary>
    /// The number under which ARC knows a scale set that the service has lost; null as long as nobody proved that. ARC
    /// never makes it again by itself: its objects hold the old number for good.
    /// </summary>
    public int? LostNumber { get; init; }

    /// <summary>Whether its AutoscalingRunnerSet was deleted, although our record says that it is applied.</summary>
    public bool IsTakenAway { get; init; }
}
