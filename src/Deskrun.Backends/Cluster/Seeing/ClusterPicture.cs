using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>The objects of one namespace at one moment, as the API server returned them. Everything else is judged from it.</summary>
public sealed record ClusterPicture
{
    /// <summary>The namespace of controller, scale sets and runners.</summary>
    public required string Namespace { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the cluster serves ARC's kinds.</summary>
    public bool ArcIsThere { get; init; } = true;

    /// <summary>Whether the cluster serves KRO's kinds; true when nobody asked.</summary>
    public bool KroIsThere { get; init; } = true;

    /// <summary>Whether a controller may live where this user may not look.</summary>
    public bool ControllerIsUnknown { get; init; }

    /// <summary>AutoscalingRunnerSets.</summary>
    public IReadOnlyList<JsonObject> RunnerSets { get; init; } = [];

    /// <summary>AutoscalingListeners.</summary>
    public IReadOnlyList<JsonObject> Listeners { get; init; } = [];

    /// <summary>EphemeralRunnerSets.</summary>
    public IReadOnlyList<JsonObject> EphemeralSets { get; init; } = [];

    /// <summary>EphemeralRunners.</summary>
    public IReadOnlyList<JsonObject> Runners { get; init; } = [];

    /// <summary>Every Pod: the controller's, listeners', runners' and, for mode <c>kro</c>, the compute.</summary>
    public IReadOnlyList<JsonObject> Pods { get; init; } = [];

    /// <summary>Our records of releases: ConfigMaps with our label.</summary>
    public IReadOnlyList<JsonObject> Records { get; init; } = [];

    /// <summary>Events: warnings, or all of them when a story was asked for.</summary>
    public IReadOnlyList<JsonObject> Events { get; init; } = [];

    /// <summary>ResourceQuotas.</summary>
    public IReadOnlyList<JsonObject> Quotas { get; init; } = [];

    /// <summary>RGDs with a scale set's label.</summary>
    public IReadOnlyList<JsonObject> Graphs { get; init; } = [];

    /// <summary>Instances of those RGDs.</summary>
    public IReadOnlyList<JsonObject> Instances { get; init; } = [];

    /// <summary>Compute of those instances that is no Pod.</summary>
    public IReadOnlyList<JsonObject> Computes { get; init; } = [];

    /// <summary>The last lines of the few Pods whose log tells a cause, by Pod.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Logs { get; init; } =
        new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>What could not be read and why, in words; the rest is still true.</summary>
    public IReadOnlyList<string> Blind { get; init; } = [];
}
