namespace Deskrun.KubeServer;

/// <summary>How a test cluster differs from the usual one.</summary>
public sealed record TestClusterOptions
{
    /// <summary>
    /// Whether the server keeps recent changes in memory. Without it a compaction of etcd makes watches from before
    /// answer 410, but there are no bookmarks.
    /// </summary>
    public bool WatchCache { get; init; } = true;

    /// <summary>Further arguments of kube-apiserver.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
