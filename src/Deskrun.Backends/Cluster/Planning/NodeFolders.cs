using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>A folder of the host that the kind node sees.</summary>
/// <param name="Host">Its path on the host.</param>
/// <param name="Node">Its path in the node.</param>
public sealed record NodeFolder(string Host, string Node);

/// <summary>Which folders of the host a kind node sees, and where.</summary>
public static class NodeFolders
{
    /// <summary>Where the node sees the cache root. Configurations of the original tool name it.</summary>
    public const string CacheRootInNode = "/host-cache/deskrun";

    /// <summary>The host's Docker socket.</summary>
    public const string DockerSocket = "/var/run/docker.sock";

    /// <summary>The cache root on the host.</summary>
    public static string CacheRoot(ClusterSettings settings, string userHome) =>
        settings.CacheRoot ?? HostPaths.OnHost(CacheRootInNode, userHome);

    /// <summary>Every folder that the settings mount into the node, the cache root first.</summary>
    public static IReadOnlyList<NodeFolder> Of(ClusterSettings settings, string userHome)
    {
        List<NodeFolder> folders = [new(CacheRoot(settings, userHome), CacheRootInNode)];
        if (settings.HostDocker)
        {
            folders.Add(new NodeFolder(DockerSocket, DockerSocket));
        }

        if (settings.HostNix)
        {
            folders.Add(new NodeFolder("/nix", "/nix"));
        }

        folders.AddRange(
            settings.NodeMounts.Select(mount => new NodeFolder(
                mount.Source.Length > 0 ? mount.Source : mount.Target,
                mount.Target
            ))
        );
        return folders;
    }

    /// <summary>The path in the node of a path on the host; null when the node doesn't see it.</summary>
    public static string? InNode(this IReadOnlyList<NodeFolder> folders, string host)
    {
        var best = folders
            .Where(folder =>
                host == folder.Host || host.StartsWith(folder.Host.TrimEnd('/') + "/", StringComparison.Ordinal)
            )
            .MaxBy(folder => folder.Host.Length);
        return best is null ? null : best.Node.TrimEnd('/') + host[best.Host.TrimEnd('/').Length..];
    }
}
