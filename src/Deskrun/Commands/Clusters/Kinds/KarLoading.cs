using Deskrun.Backends.Cluster.Kind;

namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>Brings the image of kar into the kind cluster when an archive is set and a node hasn't got it yet.</summary>
internal static class KarLoading
{
    /// <summary>Loads it where it is missing; asks one question per node when it isn't.</summary>
    /// <returns>The image's reference when it was loaded now; null when there was nothing to do.</returns>
    /// <exception cref="ImageArchiveException">The archive can't be read.</exception>
    /// <exception cref="KindException">It can't be loaded.</exception>
    public static async Task<string?> EnsureAsync(KindTools tools, CancellationToken cancellation)
    {
        if (tools.Settings is not { KarArchive: { } archive, KarImage: null })
        {
            return null;
        }

        var reference = await ImageArchive.ReferenceAsync(archive, KarImage.Repository, cancellation);
        var engine = ContainerEngine.Find(tools.Host);
        foreach (var node in await engine.NodesAsync(tools.Name, tools.Host, cancellation))
        {
            if (!await engine.HasImageAsync(node.Name, reference, tools.Host, cancellation))
            {
                var kind = new KindCli(await KindProgram.FindAsync(tools.Host, cancellation), tools.Host);
                return await KarImage.LoadAsync(archive, tools.Name, kind, cancellation);
            }
        }

        return null;
    }
}
