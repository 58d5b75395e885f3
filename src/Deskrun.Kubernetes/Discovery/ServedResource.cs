using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Discovery;

/// <summary>A kind as the server says it serves it.</summary>
/// <param name="Kind">Its paths and scope.</param>
/// <param name="Verbs">What it can do: get, list, watch, create …</param>
/// <param name="Subresources">Its subresources, <c>status</c> for instance.</param>
public sealed record ServedResource(ResourceKind Kind, IReadOnlyList<string> Verbs, IReadOnlyList<string> Subresources);
