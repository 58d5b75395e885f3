namespace Deskrun.Pools.Owners;

/// <summary>
/// The proof that an owner lives: an exclusive lock on a file of its own, which the system lets go when the process
/// ends in any way. Nothing of an owner is swept while its lock is held.
/// </summary>
public sealed class OwnerLock : IDisposable
{
    private readonly FileStream file;
    private int disposed;

    internal OwnerLock(string name, string path, FileStream file)
    {
        Name = name;
        FilePath = path;
        this.file = file;
    }

    /// <summary>The owner's name, carried by the marker of everything that it makes.</summary>
    public string Name { get; }

    /// <summary>What becomes of the owner's runners when it dies.</summary>
    public OwnerKind Kind => OwnerName.KindOf(Name);

    internal string FilePath { get; }

    /// <summary>Lets the lock go and removes its file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        // Removed while still locked: nobody can take the name over in between and lose its file to us.
        try
        {
            File.Delete(FilePath);
        }
        catch (IOException)
        {
            // A file that stays without its lock reads as a dead owner, which is true.
        }

        file.Dispose();
    }
}
