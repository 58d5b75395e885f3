using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Finds where the caches and mounts of a scale set lie on its nodes.</summary>
internal sealed class RunnerFolders(Installation installation, ClusterSettings settings, ClusterFacts facts)
{
    private readonly bool isKind = facts.Backend == BackendNames.Kind;
    private readonly IReadOnlyList<NodeFolder> nodeFolders = NodeFolders.Of(settings, facts.UserHome);

    /// <summary>What keeps a folder from being seen.</summary>
    public IEnumerable<string> Problems()
    {
        var options = installation
            .CachePaths.Select(cache => ("--cache", cache.Target, cache.Source))
            .Concat(installation.Mounts.Select(mount => ("--mount", mount.Target, mount.Source)));
        return isKind ? options.Select(Problem).OfType<string>() : [];
    }

    /// <summary>The folders of one scale set. Caches are its own; mounts are what they are.</summary>
    public IReadOnlyList<RunnerFolder> Of(PlannedScaleSet set) =>
        [
            .. installation.CachePaths.Select((cache, index) => Cache(set, cache, index)),
            .. installation.Mounts.Select((mount, index) => Mount(set, mount, index)),
        ];

    private RunnerFolder Cache(PlannedScaleSet set, CachePath cache, int index) =>
        new(
            $"cache-{index}",
            OnNode(
                cache.Source.Length == 0 ? Generated(set, "cache", index)
                : installation.Instances < 2 ? cache.Source
                : $"{cache.Source.TrimEnd('/')}/{set.Name}"
            ),
            cache.Target,
            MountTypes.DirectoryOrCreate,
            IsCache: true
        );

    private RunnerFolder Mount(PlannedScaleSet set, Mount mount, int index) =>
        new(
            $"mount-{index}",
            OnNode(mount.Source.Length == 0 ? Generated(set, "mount", index) : mount.Source),
            mount.Target,
            mount.Type,
            IsCache: false
        );

    /// <summary>A folder that nobody named: under the cache root, which in kind reaches the host's disk.</summary>
    private string Generated(PlannedScaleSet set, string kind, int index) =>
        isKind || settings.CacheRoot is not null
            ? $"{NodeFolders.CacheRoot(settings, facts.UserHome).TrimEnd('/')}/{set.Name}/{kind}-{index}"
            : Path.Combine(Path.GetDirectoryName(HostPaths.Generated(set.Name, index))!, $"{kind}-{index}");

    private string OnNode(string source) =>
        isKind ? nodeFolders.InNode(HostPaths.OnHost(source, facts.UserHome)) ?? source : source;

    private string? Problem((string Option, string Target, string Source) folder)
    {
        if (folder.Source.Length == 0)
        {
            return null;
        }

        var host = HostPaths.OnHost(folder.Source, facts.UserHome);
        if (nodeFolders.InNode(host) is not null)
        {
            return null;
        }

        var root = NodeFolders.CacheRoot(settings, facts.UserHome);
        var way = host switch
        {
            NodeFolders.DockerSocket => "deskrun cluster configure --host-docker",
            _ when host == "/nix" || host.StartsWith("/nix/", StringComparison.Ordinal) =>
                "deskrun cluster configure --host-nix",
            _ => $"deskrun cluster configure --node-mount {host}",
        };
        return $"{folder.Option} {folder.Target}: the node of the kind cluster doesn't see {host}; put it under {root}, "
            + $"or mount it: {way}, then make the cluster again (deskrun cluster delete, deskrun cluster create)";
    }
}
