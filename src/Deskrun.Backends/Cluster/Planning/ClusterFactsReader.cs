using Deskrun.Backends.Cluster.Kind;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Reads from this machine what planning must know. The cluster's own facts are added by who asks the cluster.</summary>
public static class ClusterFactsReader
{
    /// <summary>Reads the templates and the kar archive.</summary>
    /// <param name="installations">The installations of the cluster.</param>
    /// <param name="settings">What the user set about clusters.</param>
    /// <param name="backend">The backend.</param>
    /// <param name="userHome">The user's home folder.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageArchiveException">The kar archive can't be read; the message names it and the way out.</exception>
    /// <exception cref="IOException">A template can't be read.</exception>
    public static async Task<ClusterFacts> ReadAsync(
        IReadOnlyList<Installation> installations,
        ClusterSettings settings,
        string backend,
        string userHome,
        Func<string, string?> variable,
        CancellationToken cancellation
    )
    {
        var templates = new Dictionary<string, string>();
        foreach (var path in installations.Select(each => each.Template).OfType<string>().Distinct())
        {
            if (File.Exists(path))
            {
                templates[path] = await File.ReadAllTextAsync(path, cancellation);
            }
        }

        // The archive is read only when somebody needs the image: it may be large.
        var needsKar = installations.Any(each => RunnerModes.Parse(each.Mode) == RunnerMode.Kro);
        return new ClusterFacts
        {
            Backend = backend,
            UserHome = userHome,
            Network = ClusterNetworkReader.Read(settings, variable),
            Templates = templates,
            KarImage =
                settings.KarImage
                ?? (
                    needsKar && backend == BackendNames.Kind && settings.KarArchive is { } archive
                        ? await ImageArchive.ReferenceAsync(archive, KarImage.Repository, cancellation)
                        : null
                ),
        };
    }
}
