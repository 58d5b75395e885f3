using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class ReconcileTests
{
    [Theory]
    [InlineData("helm")]
    [InlineData("helm3")]
    public async Task An_installation_is_installed_kept_changed_and_removed(string helm)
    {
        await using var room = await ClusterRoom.OpenAsync(helm);
        var created = await room.UpAsync(
            room.Design(ClusterRoom.Installation("alpha"), ClusterRoom.Installation("beta"))
        );
        Assert.Equal(["Create deskrun-arc", "Create alpha", "Create beta"], Lines(created));
        Assert.NotNull(await room.FindSetAsync("alpha"));
        Assert.Equal("3", (await room.FindSetAsync("beta")).At("spec", "maxRunners")!.ToJsonString());

        var before = await room.VersionsAsync();
        var kept = await room.UpAsync(room.Design(ClusterRoom.Installation("alpha"), ClusterRoom.Installation("beta")));
        Assert.True(kept.IsEmpty);
        Assert.Equal(before, await room.VersionsAsync());

        var changed = await room.UpAsync(
            room.Design(ClusterRoom.Installation("alpha", max: 9), ClusterRoom.Installation("beta"))
        );
        Assert.Equal(["Keep deskrun-arc", "Change alpha", "Keep beta"], Lines(changed));
        Assert.Equal("9", (await room.FindSetAsync("alpha")).At("spec", "maxRunners")!.ToJsonString());

        var removed = await room.UpAsync(room.Design(ClusterRoom.Installation("beta")));
        Assert.Equal(["Remove alpha", "Keep deskrun-arc", "Keep beta"], Lines(removed));
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Equal(["alpha"], room.Arc.TakenDown);
        var left = (await room.VersionsAsync()).Keys;
        Assert.DoesNotContain(left, name => name.Contains("alpha", StringComparison.Ordinal));
        Assert.Contains(left, name => name.EndsWith("/deskrun-beta-github", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_scale_set_that_somebody_deleted_is_made_anew()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var before = (await room.FindSetAsync("alpha")).Uid();
        await room.Client.DeleteAsync(ArcKinds.RunnerSets, room.Space, "alpha");

        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        Assert.Contains("its AutoscalingRunnerSet was deleted; it is made anew", up.Error, StringComparison.Ordinal);
        var after = await room.FindSetAsync("alpha");
        Assert.NotNull(after);
        Assert.NotEqual(before, after.Uid());
        Assert.False(ArcPods.IsDeleted(after));
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(ClusterPlan plan) => plan.Steps.Select(step => $"{step.Kind} {step.Name}");
}
