using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>A scale set that the service has lost, while ARC still holds its number.</summary>
[Collection(ClusterTests.Name)]
public sealed class LostScaleSetTests
{
    [Fact]
    public async Task Up_makes_a_scale_set_anew_that_the_service_has_lost_unless_a_job_runs()
    {
        await using var served = await ServedRoom.DeployAsync(registers: false);
        var (room, place) = (served.Room, served.Place);
        var before = (await room.FindSetAsync("alpha")).Uid();
        room.Arc.Lost.Add("alpha");
        await room.Arc.StartJobAsync("alpha", "alpha-busy");
        await room.Arc.StartIdleAsync("alpha", "alpha-idle");
        await room.EndListenerAsync("alpha");

        var dry = await place.RunAsync("up", "--dry-run");
        Assert.Contains("change  scale set alpha – the service has lost its scale set (number 7)", dry.Output);
        var busy = await place.RunAsync("up");
        Assert.Equal(ExitCodes.Environment, busy.Code);
        Assert.Contains("can't be made anew while a job runs (alpha-busy)", busy.Error, StringComparison.Ordinal);
        Assert.Equal(before, (await room.FindSetAsync("alpha")).Uid());
        Assert.NotNull(await room.Client.FindAsync(ArcKinds.Runners, room.Space, "alpha-idle"));

        await room.Arc.EndJobAsync("alpha-busy");
        var up = await place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        var set = await room.FindSetAsync("alpha");
        Assert.NotEqual(before, set.Uid());
        Assert.Equal("8", set.Annotation(ArcKinds.ScaleSetIdAnnotation));
        Assert.Null(await room.Client.FindAsync(ArcKinds.Runners, room.Space, "alpha-idle"));
    }

    [Fact]
    public async Task A_listener_that_fails_for_another_reason_changes_nothing()
    {
        await using var served = await ServedRoom.DeployAsync();
        var (room, place) = (served.Room, served.Place);
        var before = await room.VersionsAsync();
        await room.EndListenerAsync("alpha");

        var up = await place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        Assert.Contains("nothing to change", up.Error, StringComparison.Ordinal);

        // A dead credential proves nothing.
        place.Variables["TOKEN"] = "revoked";
        var blind = await place.RunAsync("up", "--dry-run");
        Assert.Contains("warning: no listener of alpha gets anywhere", blind.Error, StringComparison.Ordinal);
        Assert.Contains("keep    scale set alpha", blind.Output, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());
    }
}
