namespace Deskrun.Installations.Validation;

/// <summary>What caches and mounts may be.</summary>
internal static class FolderRules
{
    public static IEnumerable<string> Problems(Installation installation)
    {
        var targets = installation
            .CachePaths.Select(cache => (Option: "--cache", cache.Target, cache.Source))
            .Concat(installation.Mounts.Select(mount => (Option: "--mount", mount.Target, mount.Source)))
            .ToList();
        foreach (var (option, target, source) in targets)
        {
            var given = source.Length > 0 ? $"{option} {source}:{target}" : $"{option} {target}";
            if (!IsAbsolute(target))
            {
                yield return $"{given}: the target must be an absolute path without . and ..";
            }

            if (source.Length > 0 && !IsAbsolute(source))
            {
                yield return $"{given}: its source {source} must be an absolute path without . and ..";
            }

            if (Normal(target) == "/")
            {
                yield return $"{given}: the target is the runner's whole file system; name a folder in it";
            }

            if (Normal(target) == "/nix/store")
            {
                yield return $"{option} /nix/store is refused: the host's store would hide the one that the runner's own "
                    + "programs live in; cache /root/.cache/nix instead";
            }
        }

        foreach (var twice in targets.GroupBy(folder => Normal(folder.Target)).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Key} is the target of {twice.Count()} caches and mounts; keep one";
        }

        foreach (var mount in installation.Mounts)
        {
            if (!MountTypes.All.Contains(mount.Type))
            {
                yield return $"--mount {mount.Target}: the type \"{mount.Type}\" is unknown; it is one of "
                    + string.Join(", ", MountTypes.All);
            }

            if (mount.Type == MountTypes.Socket && Socket(mount, installation.Backend) is { } problem)
            {
                yield return problem;
            }
        }
    }

    private static string? Socket(Mount mount, string backend) =>
        mount.Source.Length == 0 ? $"--mount {mount.Target}: a Socket needs a source: SOURCE:{mount.Target}:Socket"
        // A cluster elsewhere has sockets of its own; only those of this machine can be looked at.
        : backend == BackendNames.Kubernetes ? null
        : !File.Exists(mount.Source)
            ? $"--mount {mount.Target}: there is no socket {mount.Source}; start what serves it first"
        : new FileInfo(mount.Source).Length > 0 ? $"--mount {mount.Target}: {mount.Source} is a file, not a socket"
        : null;

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') && !path.Split('/').Any(part => part is "." or "..") && !path.Any(char.IsControl);

    private static string Normal(string path) =>
        $"/{string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries))}";
}
