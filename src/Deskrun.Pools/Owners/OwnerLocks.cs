using System.Text;

namespace Deskrun.Pools.Owners;

/// <summary>The owners' lock files of one home, in <c>owners/&lt;name&gt;.lock</c>.</summary>
public sealed class OwnerLocks
{
    private const int Attempts = 5;
    private const int Looks = 40;
    private readonly string folder;

    /// <summary>Uses (and makes, mode 0700) the folder of locks below a home.</summary>
    public OwnerLocks(string home)
    {
        folder = Path.Combine(Path.GetFullPath(home), "owners");
        PrivateFolder.Create(folder);
    }

    /// <summary>Takes a name for the life of this process, or until the lock is disposed of.</summary>
    /// <exception cref="IOException">A live process has the name, or the file system keeps no locks.</exception>
    public OwnerLock Acquire(string name)
    {
        var path = PathOf(name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var file = OpenPatiently(path);
            if (file is null)
            {
                throw new IOException($"the owner '{name}' is alive: {path} is locked by another process");
            }

            if (!StillNamed(file, path))
            {
                // Somebody removed the file of a dead owner between our opening and our locking it.
                file.Dispose();
                continue;
            }

            if (!IsHeld(name))
            {
                file.Dispose();
                throw new IOException(
                    $"file locks have no effect on {path}; put the home on a local file system (DESKRUN_HOME) "
                        + "and unset DOTNET_SYSTEM_IO_DISABLEFILELOCKING"
                );
            }

            return new OwnerLock(name, path, file);
        }

        throw new IOException($"could not lock {path}: the file was replaced {Attempts} times meanwhile");
    }

    /// <summary>True while a live process holds the name. In doubt (the file cannot be opened) it counts as held.</summary>
    public bool IsHeld(string name)
    {
        var path = PathOf(name);
        if (!File.Exists(path))
        {
            return false;
        }

        using var file = TryOpen(path, FileMode.Open);
        return file is null && File.Exists(path);
    }

    /// <summary>The names of all owners that left a file, alive or not.</summary>
    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(folder, "*.lock").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    /// <summary>Removes the file of a dead owner. Call it when nothing of the owner is left.</summary>
    public void Forget(string name)
    {
        var path = PathOf(name);
        using var file = TryOpen(path, FileMode.Open);
        if (file is not null)
        {
            File.Delete(path);
        }
    }

    // Whoever asks whether an owner lives holds its lock for a moment; that is no owner.
    private static FileStream? OpenPatiently(string path)
    {
        var spin = new SpinWait();
        for (var look = 0; look < Looks; look++)
        {
            if (TryOpen(path, FileMode.OpenOrCreate) is { } file)
            {
                return file;
            }

            spin.SpinOnce(sleep1Threshold: 1);
        }

        return null;
    }

    private string PathOf(string name) => Path.Combine(folder, OwnerName.Checked(name) + ".lock");

    private static FileStream? TryOpen(string path, FileMode mode)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = mode,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
            };
            if (mode is FileMode.OpenOrCreate && !OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            return new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The system names no file by its handle, and reading it through the path would want the lock: so the handle's time
    // is set to something nobody else would set, and looked for under the name.
    private static bool StillNamed(FileStream file, string path)
    {
        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        file.Flush();
        var sign = DateTime.UnixEpoch.AddTicks(Random.Shared.NextInt64(TimeSpan.FromDays(10_000).Ticks));
        File.SetLastWriteTimeUtc(file.SafeFileHandle, sign);
        return File.GetLastWriteTimeUtc(path) == File.GetLastWriteTimeUtc(file.SafeFileHandle);
    }
}
