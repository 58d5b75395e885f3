using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.KubeServer;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Clusters.Tests.Seeing;

public sealed class StatusCostTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

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
            twenty["installations"]!.AsArray().Sum(each => each.Items("scaleSets").Single().Items("runners").Count())
        );
        Assert.Equal(oneCost, twentyCost);
        Assert.Equal(8, twentyCost.Count);
        Assert.All(twentyCost, call => Assert.StartsWith("list ", call));
    }

    private static async Task<string> PopulateAsync(TestCluster cluster, int sets, int runners)
    {
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var world = new ArcWorld(client, space);
        await world.ControllerAsync();
        foreach (var index in Enumerable.Range(0, sets))
        {
            await world.ScaleSetAsync($"set-{index}", runners);
        }

        return space;
    }

    private async Task<(JsonNode Status, IReadOnlyList<string> Cost)> StatusAsync(
        TestCluster cluster,
        string space,
        int sets
    )
    {
        var user = $"looker-{space}";
        cluster.WriteKubeconfig(folder.File("kubeconfig"), user, ["system:masters"]);
        var installations = new JsonObject();
        foreach (var index in Enumerable.Range(0, sets))
        {
            installations[$"set-{index}"] = new JsonObject
            {
                ["Repository"] = "https://github.com/o/r",
                ["Backend"] = "kubernetes",
                ["Context"] = "test",
                ["AuthValue"] = "x",
            };
        }

        folder.Write(
            "home/config.json",
            new JsonObject
            {
                ["cluster"] = new JsonObject { ["Namespace"] = space },
                ["installations"] = installations,
            }.ToJsonString()
        );
        var cli = new Cli
        {
            Variables = new()
            {
                ["HOME"] = folder.Path,
                ["DESKRUN_HOME"] = folder.File("home"),
                ["KUBECONFIG"] = folder.File("kubeconfig"),
            },
        };
        var code = await cli.RunAsync("status", "-o", "json");
        Assert.True(code == ExitCodes.Success, cli.Output + cli.Error);
        var calls = cluster.Audit(user).Where(entry => entry.Stage == "ResponseComplete");
        return (
            JsonNode.Parse(cli.Output)!,
            [.. calls.Select(call => $"{call.Verb} {call.Resource}").Order(StringComparer.Ordinal)]
        );
    }
}
