namespace Deskrun.Backends.Cluster.Kind;

/// <summary>Brings the kar image of an archive into a kind cluster, under the name that its digest gives it.</summary>
public static class KarImage
{
    /// <summary>The repository's part of the name.</summary>
    public const string Repository = "localhost/deskrun/kar";

    /// <summary>Loads it. The nodes keep an image of the same digest as it is.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="cluster">The kind cluster.</param>
    /// <param name="kind">The kind program.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The image's reference.</returns>
    /// <exception cref="ImageArchiveException">The archive can't be read.</exception>
    /// <exception cref="KindException">It can't be loaded.</exception>
    public static async Task<string> LoadAsync(
        string archive,
        string cluster,
        KindCli kind,
        CancellationToken cancellation
    )
    {
        var reference = await ImageArchive.ReferenceAsync(archive, Repository, cancellation);
        var folder = Directory.CreateTempSubdirectory("deskrun-image-");
        try
        {
            var renamed = Path.Combine(folder.FullName, "image.tar");
            await using (var file = File.Create(renamed))
            {
                await ImageArchive.RenameAsync(archive, file, reference, cancellation);
            }

            await kind.LoadArchiveAsync(cluster, renamed, cancellation);
            return reference;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
