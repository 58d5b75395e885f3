namespace Deskrun.Workspaces;

/// <summary>Which of the names that were found can be copied. Names that mean nothing any more are in neither list.</summary>
/// <param name="Files">Files, links and submodules, relative to the folder.</param>
/// <param name="LeftOut">What cannot be in a copy, each with the reason, for people.</param>
internal sealed record WorkspaceSelection(IReadOnlyList<string> Files, IReadOnlyList<string> LeftOut)
{
    private const char NotUtf8 = '\uFFFD';

    /// <summary>Looks at each name once.</summary>
    /// <param name="root">The folder.</param>
    /// <param name="names">Names relative to it; one may come several times, as unmerged files do.</param>
    public static WorkspaceSelection Of(string root, IEnumerable<string> names)
    {
        var files = new List<string>();
        var leftOut = new List<string>();
        var links = new Dictionary<string, bool>(StringComparer.Ordinal) { [""] = false };
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var entry = new FileInfo(Path.Combine(root, name));
            if (entry.Attributes == (FileAttributes)(-1))
            {
                if (name.Contains(NotUtf8))
                {
                    leftOut.Add($"'{name}' (its name is not UTF-8)");
                }
            }
            else if (BehindLink(root, Path.GetDirectoryName(name)!, links))
            {
                // Git remembers a folder that has become a link; the link itself is in the list, too.
            }
            else if (!IsFolderOrLink(entry) && SpecialFile.Is(entry))
            {
                leftOut.Add($"'{name}' (a pipe, a socket or a device)");
            }
            else
            {
                files.Add(name);
            }
        }

        return new(files, leftOut);
    }

    /// <summary>
    /// Every file and link below a folder that is no git repository, and in <c>LeftOut</c> the folders that cannot be read.
    /// A <c>.git</c> at its top, which nothing here can read, is not looked into.
    /// </summary>
    public static WorkspaceSelection OfFolder(string root)
    {
        var names = new List<string>();
        var unreadable = new List<string>();
        var pending = new Stack<string>([root]);
        while (pending.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
                {
                    if (folder == root && entry.Name == ".git")
                    {
                        continue;
                    }

                    if (entry is DirectoryInfo && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                    {
                        pending.Push(entry.FullName);
                    }
                    else
                    {
                        names.Add(Path.GetRelativePath(root, entry.FullName));
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                unreadable.Add($"'{Path.GetRelativePath(root, folder)}' (it cannot be read)");
            }
        }

        var selection = Of(root, names);
        return selection with { LeftOut = [.. unreadable, .. selection.LeftOut] };
    }

    private static bool IsFolderOrLink(FileInfo entry) =>
        (entry.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) != 0;

    private static bool BehindLink(string root, string folder, Dictionary<string, bool> known)
    {
        if (!known.TryGetValue(folder, out var behind))
        {
            behind =
                new DirectoryInfo(Path.Combine(root, folder)).LinkTarget is not null
                || BehindLink(root, Path.GetDirectoryName(folder) ?? "", known);
            known[folder] = behind;
        }

        return behind;
    }
}
