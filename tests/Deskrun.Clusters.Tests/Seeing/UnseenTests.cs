using System.Text.Json.Nodes;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Seeing;

/// <summary>Clusters that can't be asked, or only in part.</summary>
[Collection(ClusterTests.Name)]
public sealed class UnseenTests : IDisposable
{
    private readonly SeeingPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task A_cluster_that_does_not_answer_is_named_with_its_address()
    {
        var cluster = await TestCluster.SharedAsync();
        place.Connect(cluster, "s", "looker", [], new Uri("https://127.0.0.1:9/"));
        place.Configure("s", ("demo", "kubernetes"));

        var status = await place.RunAsync("status");
        var explain = await place.RunAsync("explain", "demo");
        var logs = await place.RunAsync("logs", "demo", "--listener");

        Assert.Equal(ExitCodes.Environment, status.Code);
        Assert.Contains("cluster kubernetes/test, namespace s: can't be asked", status.Output);
        Assert.Contains("demo  kubernetes/test  unreachable", status.Output);
        Assert.Contains("https://127.0.0.1:9/", status.Output);
        Assert.Equal((ExitCodes.Environment, ExitCodes.Environment), (explain.Code, logs.Code));
        Assert.Contains("not asked: kubernetes/test", explain.Error);
        Assert.Contains("not asked: kubernetes/test", logs.Error);
    }

    [Fact]
    public async Task Who_may_see_nothing_is_told_the_rule_that_lets_him()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var space = await cluster.NewNamespaceAsync();
        place.Connect(cluster, space, $"nobody-{space}", []);
        place.Configure(space, ("demo", "kubernetes"));

        var status = await place.RunAsync("status");

        Assert.Equal(ExitCodes.Environment, status.Code);
        Assert.Contains("""resources: ["autoscalingrunnersets"], verbs: ["list"]""", status.Output);
    }

    [Fact]
    public async Task Who_may_see_a_part_sees_that_part()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        await new ArcWorld(client, space).ScaleSetAsync("demo", 1);
        var user = $"half-{space}";
        await cluster.GrantAsync(
            space,
            user,
            TestObjects.Rule("actions.github.com", "*", "list"),
            TestObjects.Rule("", "pods", "list"),
            TestObjects.Rule("", "configmaps", "list")
        );
        place.Connect(cluster, space, user, []);
        place.Configure(space, ("demo", "kubernetes"));

        var status = await place.RunAsync("status", "-o", "json");

        Assert.Equal(ExitCodes.Success, status.Code);
        var seen = JsonNode.Parse(status.Output)!;
        Assert.Equal("listening", (string)seen["installations"]![0]!["state"]!);
        var blind = seen["clusters"]![0]!["blind"]!.AsArray().Select(each => (string)each!).ToList();
        Assert.Equal(3, blind.Count);
        Assert.Contains("""resources: ["events"]""", string.Join(' ', blind));
        Assert.Contains("""resources: ["resourcequotas"]""", string.Join(' ', blind));
        Assert.Contains("""resources: ["pods"], verbs: ["list"]} in a ClusterRole""", string.Join(' ', blind));
    }

    [Fact]
    public async Task A_controller_in_another_namespace_is_found_with_its_listeners()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var (space, elsewhere) = (await cluster.NewNamespaceAsync(), await cluster.NewNamespaceAsync());
        using var client = cluster.Client();
        var there = new ArcWorld(client, elsewhere);
        await there.ControllerAsync(space);
        await new ArcWorld(client, space).ScaleSetAsync("demo", 1, there);
        place.Connect(cluster, space, $"looker-{space}", ["system:masters"]);
        place.Configure(space, ("demo", "kubernetes"));

        var status = await place.RunAsync("status", "-o", "json");

        var seen = JsonNode.Parse(status.Output)!["installations"]![0]!;
        Assert.Equal("listening", (string)seen["state"]!);
        Assert.Equal("ready", (string)seen["scaleSets"]![0]!["listener"]!["state"]!);
        Assert.Equal(11, SeeingPlace.Cost(cluster, $"looker-{space}").Count);
    }

    [Fact]
    public async Task A_cluster_without_ARC_has_nothing_of_an_installation()
    {
        using var server = new BareServer();
        place.Connect(server);
        place.Configure("default", ("demo", "kubernetes"), ("other", "kro"));

        var status = await place.RunAsync("status");

        Assert.Equal(ExitCodes.Success, status.Code);
        Assert.Contains("demo   kubernetes/test  not deployed", status.Output);
        Assert.Contains("other  kubernetes/test  not deployed", status.Output);
        Assert.Contains("ARC not ready", status.Output);
    }

    [Fact]
    public async Task A_runners_log_that_no_node_has_yet_is_told_as_such()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var world = new ArcWorld(client, space);
        await world.ScaleSetAsync("demo", 1);
        place.Connect(cluster, space, $"reader-{space}", ["system:masters"]);
        place.Configure(space, ("demo", "kubernetes"));

        var logs = await place.RunAsync("logs", "demo-runner-0");
        var nothing = await place.RunAsync("logs", "nobody", "--listener");
        var nobody = await place.RunAsync("logs", "nobody");

        // Without a kubelet the server has nobody to ask.
        Assert.Contains("get pods/log", SeeingPlace.Cost(cluster, $"reader-{space}"));
        Assert.True(logs.Code is ExitCodes.Environment or ExitCodes.Success, logs.Error);
        Assert.Equal(ExitCodes.Usage, nothing.Code);
        Assert.Contains("no cluster has an installation or runner \"nobody\"", nothing.Error);
        Assert.Equal(ExitCodes.Usage, nobody.Code);
    }
}
