namespace Deskrun.Installations;

/// <summary>A host path that a runner sees.</summary>
/// <param name="Target">Where the runner sees it.</param>
/// <param name="Source">Where it lies on the host; empty means a folder that deskrun chooses.</param>
/// <param name="Type">One of <see cref="MountTypes"/>.</param>
public sealed record Mount(string Target, string Source, string Type);

/// <summary>The kinds of mounts, as the configuration file names them.</summary>
public static class MountTypes
{
    /// <summary>A folder that must exist.</summary>
    public const string Directory = "Directory";

    /// <summary>A folder that is made when it is missing.</summary>
    public const string DirectoryOrCreate = "DirectoryOrCreate";

    /// <summary>A Unix socket that must exist.</summary>
    public const string Socket = "Socket";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Directory, DirectoryOrCreate, Socket];
}
