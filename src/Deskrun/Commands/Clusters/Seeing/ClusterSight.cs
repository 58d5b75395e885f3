using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>What was seen of one cluster and the installations that live there.</summary>
/// <param name="Place">Which cluster.</param>
/// <param name="Installations">The installations that live there.</param>
internal sealed record ClusterSight(ClusterPlace Place, IReadOnlyList<Installation> Installations)
{
    /// <summary>The namespace that was looked at.</summary>
    public required string Namespace { get; init; }

    /// <summary>What was seen; null when the cluster could not be asked.</summary>
    public ClusterPicture? Picture { get; init; }

    /// <summary>What it means; null when the cluster could not be asked.</summary>
    public ClusterState? State { get; init; }

    /// <summary>Why the cluster could not be asked.</summary>
    public string? Failure { get; init; }
}
