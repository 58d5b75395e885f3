using System.Text.Json.Nodes;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class LabelTests
{
    [Fact]
    public async Task Changed_labels_reach_the_service_and_the_scale_set_stays_what_it_is()
    {
        await using var served = await ServedRoom.DeployAsync(registers: true, "one");
        var before = (await served.FindAsync("alpha"))!;
        Assert.Equal(["alpha", "one"], before.Labels);
        var set = (await served.Room.FindSetAsync("alpha")).Uid();

        // Nothing is changed where the service does not answer for it.
        await served.ChangeAsync(alpha => alpha with { Labels = ["two", "Three"] });
        served.Place.Variables["TOKEN"] = "revoked";
        var refused = await served.Place.RunAsync("up");
        Assert.Equal(ExitCodes.Service, refused.Code);
        Assert.Contains("the labels of alpha can't be changed at", refused.Error, StringComparison.Ordinal);
        Assert.Equal(["one"], await LabelsAsync(served));

        served.Place.Variables["TOKEN"] = served.Service.Token;
        var up = await served.Place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        Assert.Contains("alpha: jobs reach it by alpha, two, Three now", up.Error, StringComparison.Ordinal);
        var after = (await served.FindAsync("alpha"))!;
        Assert.Equal(["alpha", "two", "Three"], after.Labels);
        Assert.Equal(before.Id, after.Id);
        Assert.Equal(set, (await served.Room.FindSetAsync("alpha")).Uid());
        Assert.Equal(["two", "Three"], await LabelsAsync(served));
    }

    private static async Task<IEnumerable<string?>> LabelsAsync(ServedRoom served) =>
        ((await served.Room.FindSetAsync("alpha")).At("spec", "runnerScaleSetLabels") as JsonArray ?? []).Select(each =>
            each.Text()
        );
}
