using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>A whole list, put together from all its pieces.</summary>
/// <param name="Items">The objects, with apiVersion and kind filled in (servers leave them out of list items).</param>
/// <param name="ResourceVersion">The state that the list shows; a watch goes on from there.</param>
public sealed record KubeList(IReadOnlyList<JsonObject> Items, string ResourceVersion);
