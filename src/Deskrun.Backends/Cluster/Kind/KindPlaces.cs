namespace Deskrun.Backends.Cluster.Kind;

/// <summary>The files of a kind cluster under the home.</summary>
/// <param name="home">The home folder.</param>
/// <param name="cluster">The cluster's name.</param>
public sealed class KindPlaces(string home, string cluster)
{
    /// <summary>The folder of all of them.</summary>
    public string Folder { get; } = Path.Combine(home, "kind", cluster);

    /// <summary>
    /// The access to the cluster. A file of its own: kind makes what it writes the current context, and the user's own
    /// must stay what it is.
    /// </summary>
    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    /// <summary>The files about registry mirrors, mounted into the node.</summary>
    public string Hosts => Path.Combine(Folder, "registries");

    /// <summary>The configuration that the cluster was made with.</summary>
    public string Configuration => Path.Combine(Folder, "kind.yaml");

    /// <summary>Is there when the access was written into the user's own kubeconfig, too, and goes from there with the cluster.</summary>
    public string UsersContext => Path.Combine(Folder, "users-context");
}
