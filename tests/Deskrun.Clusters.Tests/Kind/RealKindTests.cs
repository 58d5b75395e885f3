using System.Formats.Tar;

namespace Deskrun.Clusters.Tests.Kind;

/// <summary>What a person sees of the real kind and a real Docker daemon, as far as no node's image is needed.</summary>
public sealed class RealKindTests
{
    [Fact]
    public async Task A_daemon_that_does_not_answer_is_told_with_the_way_out()
    {
        Testing.Need.Program("docker", "apt-get install docker.io");
        using var line = new ClusterLine { DockerHost = "unix:///nonexistent/docker.sock" };

        var created = await line.RunAsync("cluster", "create");
        var seen = await line.RunAsync("cluster", "status");

        Assert.Equal(6, created.Code);
        Assert.Contains("Cannot connect to the Docker daemon at unix:///nonexistent/docker.sock", created.Error);
        Assert.Contains("systemctl start docker", created.Error);
        Assert.False(Directory.Exists(Path.Combine(line.Home, "kind")));
        Assert.Equal(6, seen.Code);
        Assert.Contains("kind-deskrun: unknown", seen.Output);
    }

    [Fact]
    public async Task An_image_that_can_not_be_pulled_is_named_and_nothing_is_left()
    {
        await DockerNeed.DaemonAsync();
        using var line = new ClusterLine();

        // A registry on a port where nobody listens: the answer comes at once, on every machine.
        var ended = await line.RunAsync("cluster", "create", "--node-image", "127.0.0.1:1/node:v1");

        Assert.Equal(6, ended.Code);
        Assert.Contains("the image 127.0.0.1:1/node:v1 can't be pulled: ", ended.Error);
        Assert.Contains("--node-image", ended.Error);
        Assert.Contains("taking back: Make the cluster deskrun", ended.Error);
        Assert.False(Directory.Exists(Path.Combine(line.Home, "kind")));
        Assert.False(Directory.Exists(Path.Combine(line.UserHome, ".kube")));
        Assert.Contains("absent", (await line.RunAsync("cluster", "status")).Output);
    }

    [Fact]
    public async Task A_cluster_of_the_same_name_is_seen_refused_and_its_stopped_node_told()
    {
        await DockerNeed.DaemonAsync();
        using var line = new ClusterLine();
        var node = await FakeNodeAsync("deskrun");
        try
        {
            var created = await line.RunAsync("cluster", "create");
            var seen = await line.RunAsync("cluster", "status");
            var repaired = await line.RunAsync("cluster", "repair");

            Assert.Equal(2, created.Code);
            Assert.Contains("there is a kind cluster deskrun already", created.Error);
            Assert.Contains("kind-deskrun: stopped", seen.Output);
            Assert.Contains($"the node {node} doesn't run (Created)", seen.Output);
            Assert.Equal(6, repaired.Code);
            Assert.Contains(node, repaired.Error);

            var deleted = await line.RunAsync("cluster", "delete");
            Assert.True(deleted.Code == 0, deleted.Error);
            Assert.Contains("The cluster deskrun is gone.", deleted.Error);
            Assert.Contains("absent", (await line.RunAsync("cluster", "status")).Output);
        }
        finally
        {
            await DockerNeed.RunAsync("rm", "--force", node);
        }
    }

    /// <summary>A container with kind's labels and nothing in it that runs.</summary>
    private static async Task<string> FakeNodeAsync(string cluster)
    {
        using var folder = new Testing.TempFolder();
        var archive = folder.File("image.tar");
        await using (var file = File.Create(archive))
        await using (var tar = new TarWriter(file))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.Directory, "empty"),
                TestContext.Current.CancellationToken
            );
        }

        var image = await DockerNeed.RunAsync("import", archive, "deskrun-test-node:1");
        Assert.True(image.Code == 0, image.Text);
        var name = $"{cluster}-control-plane";
        var made = await DockerNeed.RunAsync(
            "create",
            "--name",
            name,
            "--network",
            "none",
            "--label",
            $"io.x-k8s.kind.cluster={cluster}",
            "--label",
            "io.x-k8s.kind.role=control-plane",
            "deskrun-test-node:1",
            "/nothing"
        );
        Assert.True(made.Code == 0, made.Text);
        return name;
    }
}
