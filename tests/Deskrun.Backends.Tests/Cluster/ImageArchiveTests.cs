using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Kubernetes.Objects;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests.Cluster;

public sealed class ImageArchiveTests : IDisposable
{
    private const string Hex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string Repository = "localhost/deskrun/kar";
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(Hex + ".json")]
    [InlineData("blobs/sha256/" + Hex)]
    public async Task An_archive_of_docker_save_is_named_by_its_configurations_digest(string config)
    {
        var path = Archive(("manifest.json", Docker(config)), ("layer.tar", "a layer"), ("repositories", "{}"));

        var reference = await ImageArchive.ReferenceAsync(path, Repository, TestContext.Current.CancellationToken);
        var entries = await RenamedAsync(path, reference);

        Assert.Equal(Repository + ":0123456789ab", reference);
        Assert.Equal("a layer", entries["layer.tar"]);
        Assert.DoesNotContain("repositories", entries.Keys);
        var image = Assert.Single(JsonNode.Parse(entries["manifest.json"])!.AsArray());
        Assert.Equal(reference, (string?)Assert.Single(image!["RepoTags"]!.AsArray()));
        Assert.Equal(config, (string?)image["Config"]);
    }

    [Fact]
    public async Task An_OCI_layout_is_named_by_its_manifests_digest_whatever_its_tag_was()
    {
        var index =
            $$$"""{"schemaVersion":2,"manifests":[{"digest":"sha256:{{{Hex}}}","annotations":{"keep":"me"}}]}""";
        var path = Archive(("./oci-layout", "{}"), ("./index.json", index), ("./blobs/sha256/aa", "a blob"));

        var reference = await ImageArchive.ReferenceAsync(path, Repository, TestContext.Current.CancellationToken);
        var entries = await RenamedAsync(path, reference);

        Assert.Equal(Repository + ":0123456789ab", reference);
        var manifest = Assert.Single(JsonNode.Parse(entries["index.json"]).Items("manifests"));
        Assert.Equal(reference, manifest.Text("annotations", "io.containerd.image.name"));
        Assert.Equal("me", manifest.Text("annotations", "keep"));
        Assert.Equal("a blob", entries["./blobs/sha256/aa"]);
    }

    [Fact]
    public async Task A_packed_archive_is_unpacked_on_the_way()
    {
        var path = Archive(("manifest.json", Docker(Hex + ".json")), ("layer.tar", "a layer"));
        var packed = folder.File("image.tar.gz");
        await using (var file = File.Create(packed))
        await using (var gzip = new GZipStream(file, CompressionMode.Compress))
        {
            await gzip.WriteAsync(
                await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken
            );
        }

        var reference = await ImageArchive.ReferenceAsync(packed, Repository, TestContext.Current.CancellationToken);

        Assert.Equal(Repository + ":0123456789ab", reference);
        Assert.Equal("a layer", (await RenamedAsync(packed, reference))["layer.tar"]);
    }

    [Fact]
    public async Task What_is_no_image_archive_is_told_with_the_way_to_one()
    {
        Assert.Contains("deploy/kar/build-image", await ProblemAsync(folder.File("gone.tar")));
        Assert.Contains("is no image archive", await ProblemAsync(Archive(("file", "text"))));
        Assert.Contains("can't be read", await ProblemAsync(folder.Write("text.tar", new string('x', 2048))));
        Assert.Contains(
            "holds 2 images",
            await ProblemAsync(Archive(("manifest.json", "[{\"Config\":\"a\"},{\"Config\":\"b\"}]")))
        );
    }

    private static async Task<string> ProblemAsync(string path)
    {
        var problem = await Assert.ThrowsAsync<ImageArchiveException>(() =>
            ImageArchive.ReferenceAsync(path, Repository, TestContext.Current.CancellationToken)
        );
        Assert.Contains(path, problem.Message);
        return problem.Message;
    }

    private static string Docker(string config) =>
        $$"""[{"Config":"{{config}}","RepoTags":["kar:latest","other:1"],"Layers":["layer.tar"]}]""";

    private string Archive(params (string Name, string Text)[] entries)
    {
        var path = folder.File($"{Guid.NewGuid():N}.tar");
        using var file = File.Create(path);
        using var tar = new TarWriter(file);
        foreach (var (name, text) in entries)
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                }
            );
        }

        return path;
    }

    private static async Task<Dictionary<string, string>> RenamedAsync(string path, string reference)
    {
        using var copy = new MemoryStream();
        await ImageArchive.RenameAsync(path, copy, reference, TestContext.Current.CancellationToken);
        copy.Position = 0;
        var entries = new Dictionary<string, string>();
        await using var tar = new TarReader(copy);
        while (await tar.GetNextEntryAsync(copyData: true, TestContext.Current.CancellationToken) is { } entry)
        {
            entries[entry.Name] = await new StreamReader(entry.DataStream!).ReadToEndAsync(
                TestContext.Current.CancellationToken
            );
        }

        return entries;
    }
}
