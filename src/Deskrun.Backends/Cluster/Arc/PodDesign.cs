using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>What a mode makes of one scale set.</summary>
/// <param name="Spec">The spec of the runners' Pods.</param>
internal sealed record PodDesign(JsonObject Spec)
{
    /// <summary>The chart's <c>containerMode</c>; null where the template is all ours.</summary>
    public JsonObject? ContainerMode { get; init; }

    /// <summary>Annotations of the runners' Pods.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new SortedDictionary<string, string>();

    /// <summary>What must be in the cluster before the release.</summary>
    public IReadOnlyList<JsonObject> Manifests { get; init; } = [];
}
