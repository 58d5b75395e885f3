using System.Text.Json.Nodes;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Seeing;

[Collection(ClusterTests.Name)]
public sealed class StatusCostTests : IDisposable
{
    private readonly SeeingPlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Status_of_twenty_scale_sets_costs_as_many_requests_as_that_of_one()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        var few = await PopulateAsync(cluster, 1, 2);
        var many = await PopulateAsync(cluster, 20, 10);

        var (one, oneCost) = await StatusAsync(cluster, few, 1);
        var (twenty, twentyCost) = await StatusAsync(cluster, many, 20);

        Assert.Equal(2, one["installations"]![0]!["scaleSets"]![0]!["runners"]!.AsArray().Count);
        Assert.All(twenty["installations"]!.AsArray(), each => Assert.Equal("listening", (string)each!["state"]!));
        Assert.Equal(
            200,
            twenty.Items("installations").Sum(each => each.Items("scaleSets").Single().Items("runners").Count())
        );
        Assert.Equal(oneCost, twentyCost);
        Assert.Equal(8, twentyCost.Count);
        Assert.All(twentyCost, call => Assert.StartsWith("list ", call));
    }

    [Fact]
    public async Task Mode_kro_costs_three_requests_more_for_each_kind_that_is_generated()
    {
        var cluster = await TestCluster.SharedAsync();
        await ArcWorld.TeachAsync(cluster);
        await ArcWorld.TeachKroAsync(cluster);
        var space = await PopulateAsync(cluster, 1, 2);
        using var client = cluster.Client();
        var world = new ArcWorld(client, space);

        // RGDs are cluster-scoped: the name of this one's scale set is no other test's.
        var set = $"kro-{space}";
        await world.ScaleSetAsync(set, 2);
        await world.GraphAsync(set);
        await world.InstanceAsync($"{set}-runner-1", "ERROR", "apply results contain errors: pods is forbidden");
        place.Connect(cluster, space, $"looker-{space}", ["system:masters"]);
        place.Configure(space, (set, "kro"));

        var ended = await place.RunAsync("status", "-o", "json");

        var seen = JsonNode.Parse(ended.Output)!["installations"]![0]!;
        Assert.Equal("blocked", (string)seen["state"]!);
        Assert.Equal("instance", (string)seen["scaleSets"]![0]!["causeKind"]!);
        Assert.Contains("KRO reports ERROR on PodRunner", (string)seen["cause"]!);
        var cost = SeeingPlace.Cost(cluster, $"looker-{space}");
        Assert.Contains("list podrunnerkin", cost);
        Assert.Equal(11, cost.Count);
    }

    private static async Task<string> PopulateAsync(TestCluster cluster, int sets, int runners)
    {
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var world = new ArcWorld(client, space);
        await world.ControllerAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, sets),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (index, _) => await world.ScaleSetAsync($"set-{index}", runners)
        );

        return space;
    }

    private async Task<(JsonNode Status, IReadOnlyList<string> Cost)> StatusAsync(
        TestCluster cluster,
        string space,
        int sets
    )
    {
        place.Connect(cluster, space, $"looker-{space}", ["system:masters"]);
        place.Configure(space, [.. Enumerable.Range(0, sets).Select(index => ($"set-{index}", "kubernetes"))]);
        var ended = await place.RunAsync("status", "-o", "json");
        Assert.True(ended.Code == ExitCodes.Success, ended.Output + ended.Error);
        return (JsonNode.Parse(ended.Output)!, SeeingPlace.Cost(cluster, $"looker-{space}"));
    }
}
