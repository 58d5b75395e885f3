namespace Deskrun.Installations.Homes;

/// <summary>
/// An exclusive lock on a file under the home. The kernel frees it when its process ends, however it ends, so a free
/// lock means that nobody lives behind it; the file itself stays.
/// </summary>
public sealed class HomeLock : IDisposable
{
    private readonly FileStream file;

    private HomeLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock, or returns null while another process (or another part of this one) holds it.</summary>
    public static HomeLock? TryAcquire(string path)
    {
        PrivateFiles.EnsureFolder(Path.GetDirectoryName(path)!);
        try
        {
            return new HomeLock(
                new FileStream(
                    path,
                    new FileStreamOptions
                    {
                        Mode = FileMode.OpenOrCreate,
                        Access = FileAccess.ReadWrite,
                        Share = FileShare.None,
                        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    }
                )
            );
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Takes the lock, waiting for it at most as long as <paramref name="patience"/>.</summary>
    /// <exception cref="TimeoutException">Another process held the lock all the time.</exception>
    public static async Task<HomeLock> AcquireAsync(
        string path,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation
    )
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryAcquire(path) is { } taken)
            {
                return taken;
            }

            if (time.GetElapsedTime(start) >= patience)
            {
                throw new TimeoutException(
                    $"{path} was locked by another process for {patience.TotalSeconds:0} s; "
                        + "wait for that deskrun command to end, then try again"
                );
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), time, cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose() => file.Dispose();
}
