using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Deskrun.Workspaces;

/// <summary>A list of files below one folder that is copied into the work folder of a job.</summary>
/// <param name="Source">The folder that the files are read from.</param>
/// <param name="Files">Paths relative to <paramref name="Source"/>.</param>
internal sealed record WorkspaceSnapshot(string Source, IReadOnlyList<string> Files)
{
    /// <summary>What of the folder cannot be in a copy, each with the reason, for people.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>
    /// The working tree of a folder: in a git repository what git tracks and what is new and not ignored, elsewhere
    /// every file and link. Pipes, sockets and what has a name that is not UTF-8 cannot be copied and are in <see cref="LeftOut"/>.
    /// </summary>
    public static async Task<WorkspaceSnapshot> OfAsync(
        string folder,
        GitRepository? repository,
        CancellationToken cancellation
    )
    {
        var root = repository?.Root ?? folder;
        var selection = repository is null
            ? WorkspaceSelection.OfFolder(root)
            : WorkspaceSelection.Of(root, await repository.FilesAsync(cancellation));
        return new(root, selection.Files) { LeftOut = selection.LeftOut };
    }

    /// <summary>Copies the files; modes, times and symbolic links stay what they are. A file that vanished meanwhile is left out.</summary>
    /// <exception cref="IOException">The disk is full, or a file cannot be read or written; the message names it.</exception>
    public void CopyTo(string target, CancellationToken cancellation)
    {
        Directory.CreateDirectory(target);
        foreach (var folder in Files.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(Path.Combine(target, folder!));
        }

        if (Files.Count == 0)
        {
            return;
        }

        // Making a file costs the file system more than filling it, and it makes files of several folders side by side.
        var options = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = Environment.ProcessorCount,
        };
        try
        {
            Parallel.ForEach(
                Partitioner.Create(0, Files.Count, Math.Max(1, Files.Count / (4 * Environment.ProcessorCount))),
                options,
                range =>
                {
                    for (var index = range.Item1; index < range.Item2; index++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        WorkspaceFile.Copy(Path.Combine(Source, Files[index]), Path.Combine(target, Files[index]));
                    }
                }
            );
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    /// <summary>Copies the files into a folder and gives the snapshot of that copy, so that later edits change nothing.</summary>
    public WorkspaceSnapshot Freeze(string target, CancellationToken cancellation)
    {
        CopyTo(target, cancellation);
        return this with { Source = target };
    }
}
