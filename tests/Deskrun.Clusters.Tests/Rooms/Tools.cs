namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>The programs that the tests of cluster backends need.</summary>
internal static class Tools
{
    private const string Way = "eng/cluster-tools --install, then put the folder that it prints on PATH (./test does)";

    /// <summary>helm 4, helm 3 …</summary>
    public static string Need(string name) => FindInCache(name) ?? Testing.Need.Program(name, Way);

    private static string? FindInCache(string name)
    {
        var caches = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var path = Path.Combine(caches, "deskrun-dev", "cluster-tools", name);
        return File.Exists(path) ? path : null;
    }
}
