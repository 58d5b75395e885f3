using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>A cluster as installations name it.</summary>
/// <param name="Backend"><c>kind</c> or <c>kubernetes</c>.</param>
/// <param name="Context">The kubectl context; null for kind, whose context follows from the cluster's name.</param>
internal sealed record ClusterPlace(string Backend, string? Context)
{
    /// <summary>Whether an installation lives on a cluster at all.</summary>
    public static bool Has(Installation installation) => installation.Backend != BackendNames.Local;

    /// <summary>Where an installation lives.</summary>
    public static ClusterPlace Of(Installation installation) =>
        new(installation.Backend, installation.Backend == BackendNames.Kubernetes ? installation.Context : null);

    /// <summary>As <c>list</c> shows it.</summary>
    public override string ToString() => Context is null ? Backend : $"{Backend}/{Context}";
}
