namespace Deskrun.Backends.Local.Programs;

/// <summary>Copies an installed runner without what belongs to a registration of its own.</summary>
internal static class InstallCopy
{
    private static readonly string[] LeftOut = ["_work", "_diag"];

    internal static void Run(string from, string to, CancellationToken cancellation)
    {
        foreach (var entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            // .runner, .credentials and the like are somebody's registration; .env and .path somebody's environment.
            if (!entry.Name.StartsWith('.') && !LeftOut.Contains(entry.Name))
            {
                Copy(entry, Path.Combine(to, entry.Name), cancellation);
            }
        }
    }

    private static void Copy(FileSystemInfo entry, string target, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (entry.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(target, link);
        }
        else if (entry is DirectoryInfo folder)
        {
            Directory.CreateDirectory(target);
            foreach (var inner in folder.EnumerateFileSystemInfos())
            {
                Copy(inner, Path.Combine(target, inner.Name), cancellation);
            }
        }
        else
        {
            // Shares the blocks where the file system can, and keeps the mode.
            File.Copy(entry.FullName, target);
        }
    }
}
