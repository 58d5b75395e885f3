using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>What is in a cluster at one moment, as far as applying needs it.</summary>
public sealed record ClusterReading
{
    /// <summary>What planning compares with.</summary>
    public required ClusterFound Found { get; init; }

    /// <summary>A controller of somebody else that serves our namespace; null when there is none.</summary>
    public ForeignController? Controller { get; init; }

    /// <summary>The API server's version.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>Whether our namespace is there.</summary>
    public bool HasNamespace { get; init; }

    /// <summary>Our records, by release.</summary>
    public IReadOnlyDictionary<string, ReleaseRecord> Records { get; init; } = new Dictionary<string, ReleaseRecord>();

    /// <summary>The AutoscalingRunnerSets of our namespace.</summary>
    public IReadOnlyList<JsonObject> ScaleSets { get; init; } = [];

    /// <summary>Our Secrets by name, with their data.</summary>
    public IReadOnlyDictionary<string, JsonObject> Secrets { get; init; } = new Dictionary<string, JsonObject>();

    /// <summary>The Helm revisions of our namespace.</summary>
    public IReadOnlyList<HelmRevision> Revisions { get; init; } = [];
}
