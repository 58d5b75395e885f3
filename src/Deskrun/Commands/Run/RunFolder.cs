using Deskrun.Backends.Local.Process;
using Deskrun.Pools.Owners;

namespace Deskrun.Commands.Run;

/// <summary>
/// The folder of one run under the home, mode 0700, named like the run's owner lock; removed at the end unless it is
/// kept. What a crashed run left is removed by the next one, which sees that the lock is free.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const string KeptMark = "kept";
    private readonly bool keep;

    private RunFolder(string path, bool keep) => (Path, this.keep) = (path, keep);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The logs of the embedded service.</summary>
    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>The files that every job of the run gets.</summary>
    public string Workspace => System.IO.Path.Combine(Path, "workspace");

    /// <summary>Makes the folder of the run that holds a lock, and removes those of dead runs.</summary>
    /// <exception cref="IOException">The home cannot be written to.</exception>
    public static RunFolder Create(string home, OwnerLocks owners, OwnerLock owner, bool keep)
    {
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var all = System.IO.Path.Combine(home, "runs");
        SpreadingFolder.Create(all, Private);
        Sweep(all, owners);
        var folder = new RunFolder(System.IO.Path.Combine(all, owner.Name), keep);
        Directory.CreateDirectory(folder.Path, Private);
        if (keep)
        {
            File.Create(System.IO.Path.Combine(folder.Path, KeptMark)).Dispose();
        }

        return folder;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!keep && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private static void Sweep(string all, OwnerLocks owners)
    {
        foreach (var path in Directory.EnumerateDirectories(all))
        {
            var name = System.IO.Path.GetFileName(path);
            if (!owners.IsHeld(name) && !File.Exists(System.IO.Path.Combine(path, KeptMark)))
            {
                try
                {
                    Directory.Delete(path, recursive: true);
                }
                catch (DirectoryNotFoundException)
                {
                    // Another run swept it meanwhile.
                }
            }
        }
    }
}
