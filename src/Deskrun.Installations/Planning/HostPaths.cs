namespace Deskrun.Installations.Planning;

/// <summary>Where the folders of caches and mounts lie on the host.</summary>
public static class HostPaths
{
    private const string ClusterCache = "/host-cache/deskrun";

    /// <summary>
    /// The host folder behind a stored source. The original tool wrote paths as its cluster nodes see them:
    /// <c>/host-cache/deskrun</c> is <c>~/.cache/deskrun</c> of the host.
    /// </summary>
    /// <param name="source">The source as the configuration file has it.</param>
    /// <param name="userHome">The user's home folder.</param>
    public static string OnHost(string source, string userHome)
    {
        if (source == ClusterCache || source.StartsWith(ClusterCache + "/", StringComparison.Ordinal))
        {
            return Path.Combine(userHome, ".cache", "deskrun") + source[ClusterCache.Length..];
        }

        return source;
    }

    /// <summary>The folder that deskrun chooses for a cache without a source.</summary>
    /// <param name="scaleSet">The scale set's name; each has folders of its own.</param>
    /// <param name="index">The cache's place in the list, from 0.</param>
    public static string Generated(string scaleSet, int index) => $"/tmp/github-runner-cache/{scaleSet}/cache-{index}";
}
