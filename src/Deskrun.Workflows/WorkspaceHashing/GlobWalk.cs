namespace Deskrun.Workflows.WorkspaceHashing;

/// <summary>
/// Finds files in the order of GitHub's glob library: where the patterns start, in their order, then depth first with
/// the names of each folder (files and folders alike) in ordinal order.
/// </summary>
internal sealed class GlobWalk(string root, IReadOnlyList<GlobPattern> patterns, bool followLinks)
{
    private readonly string[] rootNames = GlobPattern.Split(root);

    /// <summary>The full paths of all matching files inside of the root.</summary>
    public IEnumerable<string> Files() => SearchPaths().SelectMany(path => Walk([.. path], []));

    private IEnumerable<string> Walk(List<string> path, List<string> linkTargets)
    {
        var included = Includes(path);
        var mayDescend = patterns.Any(p => !p.IsExclusion && p.MayMatchBelow(path));
        if (!included && !mayDescend)
        {
            yield break;
        }

        var full = "/" + string.Join('/', path);
        var isLink = new FileInfo(full).LinkTarget is not null;
        if (!Directory.Exists(full))
        {
            if (included && (File.Exists(full) || isLink))
            {
                yield return full;
            }

            yield break;
        }

        if (isLink && (!followLinks || !Enter(full, linkTargets)))
        {
            yield break;
        }

        if (!mayDescend)
        {
            yield break;
        }

        foreach (var entry in Directory.GetFileSystemEntries(full).Order(StringComparer.Ordinal))
        {
            foreach (var file in Walk([.. path, Path.GetFileName(entry)], [.. linkTargets]))
            {
                yield return file;
            }
        }
    }

    private static bool Enter(string link, List<string> linkTargets)
    {
        // A link to a folder that holds it would be followed for ever.
        var target = Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName;
        if (
            target is null
            || linkTargets.Contains(target)
            || (link + "/").StartsWith(target + "/", StringComparison.Ordinal)
        )
        {
            return false;
        }

        linkTargets.Add(target);
        return true;
    }

    private bool Includes(List<string> path)
    {
        var included = false;
        foreach (var pattern in patterns)
        {
            if (included == pattern.IsExclusion && !pattern.FoldersOnly && pattern.Matches(path))
            {
                included = !pattern.IsExclusion;
            }
        }

        return included;
    }

    private IEnumerable<IReadOnlyList<string>> SearchPaths()
    {
        var candidates = patterns.Where(p => !p.IsExclusion).Select(p => p.SearchPath()).ToArray();
        var chosen = new List<IReadOnlyList<string>>();
        foreach (var candidate in candidates)
        {
            var covered = candidates.Any(other => other.Count < candidate.Count && StartsWith(candidate, other));
            if (!covered && !chosen.Exists(other => other.SequenceEqual(candidate)))
            {
                chosen.Add(candidate);
            }
        }

        // Only files inside of the root count, so a search that starts above it starts at it.
        return chosen
            .Where(path => StartsWith(path, rootNames) || StartsWith(rootNames, path))
            .Select(path => path.Count < rootNames.Length ? rootNames : path);
    }

    private static bool StartsWith(IReadOnlyList<string> path, IReadOnlyList<string> start) =>
        path.Count >= start.Count && path.Take(start.Count).SequenceEqual(start);
}
