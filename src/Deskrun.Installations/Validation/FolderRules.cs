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
            if (!IsAbsolute(target))
            {
                yield return $"{option} {target}: the target must be an absolute path without . and ..";
            }

            if (source.Length > 0 && !IsAbsolute(source))
            {
                yield return $"{option} {target}: its source {source} must be an absolute path without . and ..";
            }

            if (Trimmed(target) == "/nix/store")
            {
                yield return $"{option} /nix/store is refused: the host's store would hide the one that the runner's own "
                    + "programs live in; cache /root/.cache/nix instead";
            }
        }

        foreach (var twice in targets.GroupBy(folder => Trimmed(folder.Target)).Where(group => group.Count() > 1))
        {
            yield return $"{twice.Key} is the target of {twice.Count()} caches and mounts; keep one";
        }

        foreach (var mount in installation.Mounts.Where(mount => mount.Type == MountTypes.Socket))
        {
            if (mount.Source.Length == 0)
            {
                yield return $"--mount {mount.Target}: a Socket needs a source: SOURCE:{mount.Target}:Socket";
            }
            else if (!File.Exists(mount.Source))
            {
                yield return $"--mount {mount.Target}: there is no socket {mount.Source}; start what serves it first";
            }
        }
    }

    private static bool IsAbsolute(string path) =>
        path.StartsWith('/') && !path.Split('/').Any(part => part is "." or "..") && !path.Any(char.IsControl);

    private static string Trimmed(string path) => path.Length > 1 ? path.TrimEnd('/') : path;
}
