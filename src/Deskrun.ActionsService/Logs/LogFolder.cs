namespace Deskrun.ActionsService.Logs;

/// <summary>Where all logs of a service lie; only its user can read it.</summary>
internal sealed class LogFolder : IDisposable
{
    private readonly bool temporary;
    private readonly long? capacity;
    private long written;

    /// <param name="dataFolder">The folder; null for a temporary one.</param>
    /// <param name="capacity">Bytes after which the disk counts as full; null for the disk's own limit.</param>
    public LogFolder(string? dataFolder, long? capacity)
    {
        this.capacity = capacity;
        temporary = dataFolder is null;
        Path = dataFolder is null
            ? Directory.CreateTempSubdirectory("deskrun-service-").FullName
            : MakePrivate(System.IO.Path.Combine(dataFolder, "runs"));
    }

    public string Path { get; }

    /// <summary>The highest run id that has a folder here, so that a later service does not write over it.</summary>
    public long LastRunId() =>
        Directory
            .EnumerateDirectories(Path)
            .Select(d => long.TryParse(System.IO.Path.GetFileName(d), out var id) ? id : 0)
            .DefaultIfEmpty()
            .Max();

    /// <summary>The folder of a job's logs; it is there once something was written.</summary>
    public string ForJob(long runId, Guid jobId) => System.IO.Path.Combine(Path, $"{runId}", $"{jobId}");

    /// <summary>Takes note of bytes about to be written to a file, and makes its folder.</summary>
    /// <exception cref="IOException">They do not fit.</exception>
    public void Reserve(string file, int bytes)
    {
        MakePrivate(System.IO.Path.GetDirectoryName(file)!);
        if (Interlocked.Add(ref written, bytes) > capacity)
        {
            throw new IOException($"No space left on device : '{Path}'");
        }
    }

    public void Dispose()
    {
        if (temporary)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException)
            {
                // What cannot be removed is in the system's temporary folder and is readable by this user alone.
            }
        }
    }

    private static string MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
