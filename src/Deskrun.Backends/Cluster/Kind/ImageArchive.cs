using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Kind;

/// <summary>
/// An archive with one image, as <c>docker save</c> writes it or as an OCI layout. Loaded under a tag made of its own
/// digest, a new build has a new name, so no node can run an old one under it.
/// </summary>
public static class ImageArchive
{
    private const string DockerManifest = "manifest.json";
    private const string OciIndex = "index.json";
    private const int LargestIndex = 4 * 1024 * 1024;

    /// <summary>The reference under which the archive's image is loaded.</summary>
    /// <param name="path">The archive; it may be packed with gzip.</param>
    /// <param name="repository">The repository's name, such as <c>localhost/deskrun/kar</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageArchiveException">There is no such file, or it holds no image or several.</exception>
    public static async Task<string> ReferenceAsync(string path, string repository, CancellationToken cancellation)
    {
        var indexes = new Dictionary<string, JsonNode>();
        try
        {
            await using var file = File.OpenRead(path);
            await using var tar = new TarReader(await UnpackedAsync(file, cancellation));
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                if (Name(entry) is DockerManifest or OciIndex && await ReadIndexAsync(entry, cancellation) is { } index)
                {
                    indexes[Name(entry)] = index;
                }
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw Broken(path, broken);
        }

        return $"{repository}:{Digest(path, indexes)}";
    }

    /// <summary>Copies the archive with its image renamed; the layers are copied as they are.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="target">Gets an unpacked archive.</param>
    /// <param name="reference">The image's only name in the copy.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImageArchiveException">The file can't be read as an archive.</exception>
    public static async Task RenameAsync(string path, Stream target, string reference, CancellationToken cancellation)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var tar = new TarReader(await UnpackedAsync(file, cancellation));
            await using var copy = new TarWriter(target, TarEntryFormat.Pax, leaveOpen: true);
            while (await tar.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
            {
                var name = Name(entry);
                if (name == "repositories")
                {
                    // The oldest list of names; nothing needs it beside the manifest.
                    continue;
                }

                if (name is DockerManifest or OciIndex && await ReadIndexAsync(entry, cancellation) is { } index)
                {
                    Rename(index, reference);
                    await copy.WriteEntryAsync(
                        new PaxTarEntry(TarEntryType.RegularFile, name)
                        {
                            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(index.ToJsonString())),
                        },
                        cancellation
                    );
                    continue;
                }

                await copy.WriteEntryAsync(entry, cancellation);
            }
        }
        catch (Exception broken) when (IsBroken(broken))
        {
            throw Broken(path, broken);
        }
    }

    private static string Digest(string path, Dictionary<string, JsonNode> indexes)
    {
        var digests =
            indexes.TryGetValue(DockerManifest, out var docker)
                ? (docker as JsonArray ?? []).OfType<JsonObject>().Select(each => each.Text("Config")).ToList()
            : indexes.TryGetValue(OciIndex, out var oci)
                ? [.. oci.Items("manifests").Select(each => each.Text("digest"))]
            : throw new ImageArchiveException(
                $"{path} is no image archive: it holds neither {DockerManifest} nor {OciIndex}; "
                    + "deploy/kar/build-image --output FILE, docker save and skopeo copy make one"
            );
        if (digests is not [{ Length: > 0 } only])
        {
            throw new ImageArchiveException($"{path} holds {digests.Count} images instead of one; save the one alone");
        }

        // The configuration is named by its digest in every writer's archives; should one not, its name is as good.
        var hex = new string([.. only.Split(':', '/')[^1].TakeWhile(char.IsAsciiHexDigitLower)]);
        return hex.Length >= 12
            ? hex[..12]
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(indexes.Values.First().ToJsonString())))[
                ..12
            ];
    }

    private static void Rename(JsonNode index, string reference)
    {
        if (index is JsonArray images)
        {
            foreach (var image in images.OfType<JsonObject>())
            {
                image["RepoTags"] = new JsonArray(reference);
            }

            return;
        }

        foreach (var manifest in index.Items("manifests"))
        {
            if (manifest["annotations"] is not JsonObject annotations)
            {
                manifest["annotations"] = annotations = [];
            }

            annotations["io.containerd.image.name"] = reference;
            annotations["org.opencontainers.image.ref.name"] = reference[(reference.LastIndexOf(':') + 1)..];
        }
    }

    private static async Task<JsonNode?> ReadIndexAsync(TarEntry entry, CancellationToken cancellation)
    {
        if (entry.DataStream is null || entry.Length > LargestIndex)
        {
            return null;
        }

        return await JsonNode.ParseAsync(entry.DataStream, cancellationToken: cancellation);
    }

    private static async Task<Stream> UnpackedAsync(FileStream file, CancellationToken cancellation)
    {
        var start = new byte[2];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return read == 2 && start is [0x1f, 0x8b] ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string Name(TarEntry entry) =>
        entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;

    private static bool IsBroken(Exception error) =>
        error is InvalidDataException or JsonException or IOException or UnauthorizedAccessException or FormatException;

    private static ImageArchiveException Broken(string path, Exception cause) =>
        cause is FileNotFoundException or DirectoryNotFoundException
            ? new($"there is no image archive {path}; make it with: deploy/kar/build-image --output {path}", cause)
            : new($"{path} can't be read as an image archive: {cause.Message}", cause);
}
