using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Showing;

[Collection(ClusterTests.Name)]
public sealed class ClusterStatusTests
{
    [Fact]
    public async Task It_says_what_is_missing_before_up_and_nothing_after()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");

        var before = Report(await place.RunAsync("cluster", "status", "-o", "json"));
        Assert.Equal("incomplete", before.Text("state"));
        Assert.StartsWith("v", before.Text("server"));
        Assert.Contains(
            Missing(before),
            text => text.StartsWith("ARC's controller is not there", StringComparison.Ordinal)
        );
        Assert.Contains("the scale set alpha is not there; deskrun up puts it there", Missing(before));

        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);

        var ended = await place.RunAsync("cluster", "status", "-o", "json");
        var after = Report(ended);
        Assert.Equal(0, ended.Code);
        Assert.Equal("works", after.Text("state"));
        Assert.Equal("alpha", after["scaleSets"]![0].Text("name"));
        Assert.Equal("applied", after["scaleSets"]![0].Text("state"));
        Assert.Contains("test: works", (await place.RunAsync("cluster", "status")).Output);
    }

    [Fact]
    public async Task A_controller_whose_chart_could_not_be_fetched_is_told_as_begun_and_not_there()
    {
        await using var room = await ClusterRoom.OpenAsync();
        room.Settings = room.Settings with { ArcCharts = "oci://127.0.0.1:9/charts" };
        using var place = room.Workplace("alpha");
        Assert.NotEqual(0, (await place.RunAsync("up")).Code);

        var report = Report(await place.RunAsync("cluster", "status", "-o", "json"));

        Assert.Null(report.Text("arc"));
        Assert.Contains(
            Missing(report),
            text => text.StartsWith("ARC's controller is not there: a deskrun up began", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_half_taken_down_is_not_called_half_made()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");
        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        var removing = new JsonObject
        {
            ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ReleaseKeys.State] = "removing" } },
        };
        await room.Client.PatchAsync(
            WellKnown.ConfigMaps,
            room.Space,
            ReleaseKeys.ReleaseMap("alpha"),
            KubePatch.Merge(removing)
        );

        var missing = Missing(Report(await place.RunAsync("cluster", "status", "-o", "json")));

        Assert.Equal(
            "the scale set alpha is half taken down; deskrun down takes the rest, deskrun up puts it back",
            Assert.Single(missing)
        );
    }

    [Fact]
    public async Task A_context_that_nobody_knows_and_a_server_that_does_not_answer_are_told_apart()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");

        var unknown = await place.RunAsync("cluster", "status", "--context", "nowhere");
        Assert.Equal(6, unknown.Code);
        Assert.Contains("nowhere: unknown", unknown.Output);

        File.WriteAllText(
            room.Kubeconfig,
            File.ReadAllText(room.Kubeconfig).Replace(room.Cluster.Address.Authority, "127.0.0.1:1")
        );
        var silent = await place.RunAsync("cluster", "status", "--context", "test");
        Assert.Equal(6, silent.Code);
        Assert.Contains("test: silent", silent.Output);
    }

    private static JsonObject Report(Ended ended) => Assert.Single(JsonNode.Parse(ended.Output)!.AsArray())!.AsObject();

    private static IReadOnlyList<string> Missing(JsonObject report) =>
        [.. report["missing"]!.AsArray().Select(each => (string)each!)];
}
