using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>What planning must know besides the installations and the settings. It reads nothing by itself.</summary>
public sealed record ClusterFacts
{
    /// <summary>One of <see cref="BackendNames.Kind"/> and <see cref="BackendNames.Kubernetes"/>.</summary>
    public required string Backend { get; init; }

    /// <summary>The user's home folder on this machine.</summary>
    public required string UserHome { get; init; }

    /// <summary>The texts of the RGD templates, by the path that installations name. A missing one is a problem.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// The kar image by reference: that of the settings, or the one under which the archive was loaded into kind. Null
    /// makes mode <c>kro</c> a problem.
    /// </summary>
    public string? KarImage { get; init; }

    /// <summary>
    /// ARC's controller that is in the cluster and isn't ours; null when there is none. Its scale sets must then be of
    /// its own version, because it deletes those of another one.
    /// </summary>
    public ForeignController? Controller { get; init; }

    /// <summary>The API server's version, such as <c>v1.33.1</c>; null when no cluster was asked.</summary>
    public string? ServerVersion { get; init; }

    /// <summary>How the cluster reaches the Actions service.</summary>
    public ClusterNetwork Network { get; init; } = ClusterNetwork.Direct;

    /// <summary>
    /// Addresses of the API server inside the cluster, which Pods must never ask a proxy for; empty when no cluster was
    /// asked.
    /// </summary>
    public IReadOnlyList<string> ApiAddresses { get; init; } = [];

    /// <summary>
    /// Plurals of kinds as the API server serves them, by <c>group/Kind</c> (<c>/Pod</c> for the core group). What isn't
    /// here is told by the rules of English.
    /// </summary>
    public IReadOnlyDictionary<string, string> Plurals { get; init; } = new Dictionary<string, string>();
}

/// <summary>A controller of ARC that deskrun uses but doesn't own.</summary>
/// <param name="Namespace">Where it runs.</param>
/// <param name="ServiceAccount">Its service account.</param>
/// <param name="Version">Its version, such as <c>0.14.2</c>.</param>
public sealed record ForeignController(string Namespace, string ServiceAccount, string Version);
