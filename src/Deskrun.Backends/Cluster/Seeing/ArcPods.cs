using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>Finds the Pods of ARC in a picture.</summary>
internal static class ArcPods
{
    public static bool IsController(JsonObject pod) =>
        pod.Label(ArcKinds.PartOfLabel) == ArcKinds.ControllerPartOf
        && pod.Label(ArcKinds.ComponentLabel) == ArcKinds.ControllerComponent;

    /// <summary>A Pod by name.</summary>
    public static JsonObject? Find(ClusterPicture picture, string? name) =>
        name is null ? null : picture.Pods.FirstOrDefault(pod => pod.Name() == name);

    public static bool IsReady([NotNullWhen(true)] JsonObject? pod) =>
        pod is not null && !IsDeleted(pod) && pod.Condition("Ready").Text("status") == "True";

    public static bool IsDeleted(JsonObject item) => item.Text("metadata", "deletionTimestamp") is not null;

    /// <summary>A container's status by the container's name; null before the node has told one.</summary>
    public static JsonObject? Container(JsonObject? pod, string name) =>
        pod.Items("status", "containerStatuses").FirstOrDefault(status => status.Text("name") == name);
}
