using System.Globalization;
using Deskrun.Pools.Scaling;

namespace Deskrun.Backends.Local;

/// <summary>Takes no further jobs while the disk on which runners live is nearly full: they would only fail.</summary>
public sealed class DiskRoomGate : ICapacityGate
{
    private const long MiB = 1024 * 1024;
    private readonly string path;
    private readonly Func<long> free;

    /// <summary>Watches the disk that holds a folder.</summary>
    public DiskRoomGate(string folder)
    {
        path = Path.GetFullPath(folder);
        free = () => new DriveInfo(path).AvailableFreeSpace;
    }

    internal DiskRoomGate(string folder, Func<long> free)
    {
        path = folder;
        this.free = free;
    }

    /// <summary>What must be free for a further runner, in bytes.</summary>
    public static long Needed => 256 * MiB;

    /// <inheritdoc />
    public CapacityVerdict Room(int current, int max)
    {
        try
        {
            var bytes = free();
            return bytes >= Needed
                ? new CapacityVerdict(max, null)
                : new CapacityVerdict(
                    Math.Min(current, max),
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"only {bytes / MiB} MiB are free on the disk of {path}, and a runner needs {Needed / MiB}"
                    )
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A disk that cannot be asked is no reason to refuse work.
            return new CapacityVerdict(max, null);
        }
    }
}
