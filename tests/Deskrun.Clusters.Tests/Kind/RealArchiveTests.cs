using Deskrun.Backends.Cluster.Kind;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Kind;

/// <summary>Image archives as a real Docker writes and reads them.</summary>
public sealed class RealArchiveTests
{
    [Fact]
    public async Task What_docker_saved_is_loaded_under_the_tag_of_its_digest_alone()
    {
        await DockerNeed.DaemonAsync();
        using var folder = new TempFolder();
        var saved = folder.File("saved.tar");
        var renamed = folder.File("renamed.tar");
        var content = folder.Write("content", Guid.NewGuid().ToString());
        await using (var file = File.Create(folder.File("root.tar")))
        {
            await using var tar = new System.Formats.Tar.TarWriter(file);
            await tar.WriteEntryAsync(content, "content", TestContext.Current.CancellationToken);
        }

        await DockerAsync("import", folder.File("root.tar"), "deskrun-test-archive:latest");
        await DockerAsync("save", "--output", saved, "deskrun-test-archive:latest");
        await DockerAsync("rmi", "deskrun-test-archive:latest");
        var reference = await ImageArchive.ReferenceAsync(
            saved,
            "localhost/deskrun/test",
            TestContext.Current.CancellationToken
        );
        await using (var file = File.Create(renamed))
        {
            await ImageArchive.RenameAsync(saved, file, reference, TestContext.Current.CancellationToken);
        }

        try
        {
            await DockerAsync("load", "--input", renamed);

            var tags = await DockerAsync("image", "inspect", "--format", "{{.RepoTags}} {{.Id}}", reference);
            Assert.StartsWith($"[{reference}] sha256:{reference.Split(':')[1]}", tags);
        }
        finally
        {
            await DockerNeed.RunAsync("rmi", "--force", reference);
        }
    }

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        var (code, text) = await DockerNeed.RunAsync(arguments);
        Assert.True(code == 0, text);
        return text;
    }
}
