using Deskrun.Clusters.Tests.Rooms;
using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class OfflineRunnerTests
{
    [Fact]
    public async Task Gc_removes_an_offline_runner_that_the_cluster_has_not_got_and_no_other()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var served = await ServedRoom.DeployAsync();
        var ours = (await served.FindAsync("alpha"))!;
        var others = (
            await served.GitHub.EnsureScaleSetAsync(new ScaleSetSpec { Name = "somebody-elses" }, cancellation)
        ).ScaleSet;
        await served.GitHub.CreateJitRunnerAsync(ours.Id, "alpha-gone", "_work", cancellation);
        await served.GitHub.CreateJitRunnerAsync(ours.Id, "alpha-here", "_work", cancellation);
        await served.GitHub.CreateJitRunnerAsync(others.Id, "other-gone", "_work", cancellation);
        await served.Room.Arc.StartIdleAsync("alpha", "alpha-here");

        var dry = await served.Place.RunAsync("gc", "--dry-run");
        Assert.Contains("would remove the offline runner alpha-gone of alpha at GitHub", dry.Error);
        Assert.NotNull(await served.GitHub.FindRunnerAsync("alpha-gone", cancellation));

        var gc = await served.Place.RunAsync("gc");
        Assert.True(gc.Code == ExitCodes.Success, gc.Error);
        Assert.Contains("removed the offline runner alpha-gone of alpha at GitHub", gc.Error);
        Assert.Null(await served.GitHub.FindRunnerAsync("alpha-gone", cancellation));
        Assert.NotNull(await served.GitHub.FindRunnerAsync("alpha-here", cancellation));
        Assert.NotNull(await served.GitHub.FindRunnerAsync("other-gone", cancellation));
        Assert.Contains("Nothing is wedged", (await served.Place.RunAsync("gc")).Error, StringComparison.Ordinal);
    }
}
