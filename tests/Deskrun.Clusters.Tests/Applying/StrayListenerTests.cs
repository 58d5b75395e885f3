using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class StrayListenerTests
{
    [Fact]
    public async Task A_listener_whose_ephemeral_runner_set_is_gone_is_made_anew_by_the_next_up()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var before = await ServeAsync(room, "alpha-listener", "alpha-gone");
        var good = await ServeAsync(room, "beta-listener", "beta");

        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        Assert.Contains(
            "the listener alpha-listener serves alpha-gone, which is gone",
            up.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("beta-listener", up.Error, StringComparison.Ordinal);
        var now = await room.Client.FindAsync(ArcKinds.Listeners, room.Space, "alpha-listener");
        Assert.True(now is null || now.Uid() != before || ArcPods.IsDeleted(now));
        Assert.Equal(good, (await room.Client.GetAsync(ArcKinds.Listeners, room.Space, "beta-listener")).Uid());
    }

    private static async Task<string> ServeAsync(ClusterRoom room, string listener, string set)
    {
        var patch = KubePatch.Merge(new JsonObject { ["spec"] = new JsonObject { ["ephemeralRunnerSetName"] = set } });
        return (await room.Client.PatchAsync(ArcKinds.Listeners, room.Space, listener, patch)).Uid()!;
    }
}
