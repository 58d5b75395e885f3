namespace Deskrun.Workspaces;

/// <summary>A list of files below one folder that is copied into the work folder of a job.</summary>
/// <param name="Source">The folder that the files are read from.</param>
/// <param name="Files">Paths relative to <paramref name="Source"/>.</param>
internal sealed record WorkspaceSnapshot(string Source, IReadOnlyList<string> Files)
{
    /// <summary>
    /// The working tree of a folder: in a git repository what git tracks and what is new and not ignored, elsewhere
    /// every file.
    /// </summary>
    public static async Task<WorkspaceSnapshot> OfAsync(
        string folder,
        GitRepository? repository,
        CancellationToken cancellation
    )
    {
        if (repository is not null)
        {
            return new(repository.Root, await repository.FilesAsync(cancellation));
        }

        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.ReparsePoint,
        };
        return new(
            folder,
            [.. Directory.EnumerateFiles(folder, "*", options).Select(file => Path.GetRelativePath(folder, file))]
        );
    }

    /// <summary>Copies the files; modes and symbolic links stay what they are. A file that vanished meanwhile is left out.</summary>
    /// <exception cref="IOException">The disk is full, or a file cannot be read or written; the message names it.</exception>
    public void CopyTo(string target, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            cancellation.ThrowIfCancellationRequested();
            var from = Path.Combine(Source, file);
            var to = Path.Combine(target, file);
            var folder = Path.GetDirectoryName(to)!;
            if (made.Add(folder))
            {
                Directory.CreateDirectory(folder);
            }

            if (new FileInfo(from).LinkTarget is { } link)
            {
                File.CreateSymbolicLink(to, link);
            }
            else if (Directory.Exists(from))
            {
                Directory.CreateDirectory(to); // a submodule: git lists it as one entry
            }
            else if (File.Exists(from))
            {
                // File.Copy clones blocks where the file system can, and keeps the mode.
                File.Copy(from, to, overwrite: true);
            }
        }
    }

    /// <summary>Copies the files into a folder and gives the snapshot of that copy, so that later edits change nothing.</summary>
    public WorkspaceSnapshot Freeze(string target, CancellationToken cancellation)
    {
        CopyTo(target, cancellation);
        return this with { Source = target };
    }
}
