using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Homes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class UpgradeTests
{
    [Fact]
    public async Task Upgrade_drains_changes_the_controller_and_brings_the_scale_sets_back()
    {
        await using var room = await ClusterRoom.OpenAsync();
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var old = (await room.FindSetAsync("alpha")).Uid();

        room.Settings = room.Settings with { ArcVersion = "0.14.2" };
        room.WriteConfiguration(place, "alpha");
        var up = await place.RunAsync("up");
        Assert.Equal(ExitCodes.Usage, up.Code);
        Assert.Contains("deskrun upgrade", up.Error, StringComparison.Ordinal);
        Assert.Equal(old, (await room.FindSetAsync("alpha")).Uid());

        var dry = await place.RunAsync("upgrade", "--dry-run");
        Assert.True(dry.Code == 0, dry.Error);
        Assert.Equal(old, (await room.FindSetAsync("alpha")).Uid());

        var done = await place.RunAsync("upgrade");
        Assert.True(done.Code == 0, done.Error);
        var set = await room.FindSetAsync("alpha");
        Assert.NotEqual(old, set.Uid());
        Assert.Equal("0.14.2", set.Label("app.kubernetes.io/version"));
        Assert.Equal(["alpha"], room.Arc.TakenDown);
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upgrade_whose_controller_does_not_come_up_goes_back()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        room.Patience = room.Patience with { Controller = TimeSpan.FromSeconds(3) };
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);

        room.Settings = room.Settings with { ArcVersion = "0.14.2" };
        room.WriteConfiguration(place, "alpha");
        room.Arc.BadImage = ":0.14.2";
        var failed = await place.RunAsync("upgrade");
        Assert.Equal(ExitCodes.Environment, failed.Code);
        Assert.Contains("back at 0.13.1", failed.Error, StringComparison.Ordinal);
        Assert.Equal("0.13.1", (await room.FindSetAsync("alpha")).Label("app.kubernetes.io/version"));
        var deployment = await room.Client.GetAsync(
            Protection.Deployments,
            room.Space,
            "deskrun-arc-gha-rs-controller"
        );
        Assert.Equal("0.13.1", deployment.Label("app.kubernetes.io/version"));

        room.Arc.BadImage = "nothing-has-this";
        var again = await place.RunAsync("upgrade");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal("0.14.2", (await room.FindSetAsync("alpha")).Label("app.kubernetes.io/version"));
    }

    [Fact]
    public async Task An_upgrade_whose_scale_set_does_not_listen_goes_back_with_its_controller()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);

        room.Settings = room.Settings with { ArcVersion = "0.14.2" };
        room.WriteConfiguration(place, "alpha", "beta");
        room.Arc.ListenerFails = set => set.Name() == "alpha" && Version(set) == "0.14.2";
        var failed = await place.RunAsync("upgrade");

        Assert.Equal(ExitCodes.Environment, failed.Code);
        Assert.Contains("the scale set alpha does not listen: ", failed.Error, StringComparison.Ordinal);
        Assert.Contains("example.invalid/listener:1", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Controller and scale sets are back at 0.13.1", failed.Error, StringComparison.Ordinal);
        Assert.Equal("0.13.1", await ControllerVersionAsync(room));
        foreach (var name in new[] { "alpha", "beta" })
        {
            var set = await room.FindSetAsync(name);
            Assert.Equal("0.13.1", Version(set));
            Assert.NotNull(set.Annotation(ArcKinds.ScaleSetIdAnnotation));
        }

        room.Arc.ListenerFails = _ => false;
        var again = await place.RunAsync("upgrade");
        Assert.True(again.Code == 0, again.Error);
        Assert.Equal("0.14.2", Version(await room.FindSetAsync("alpha")));
        Assert.Equal("0.14.2", await ControllerVersionAsync(room));
    }

    [Fact]
    public async Task Where_the_controller_takes_both_versions_only_the_scale_set_that_fails_goes_back()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Arc.FollowsChanges = true;
        room.Settings = room.Settings with { ArcVersion = "0.15.0" };
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var before = (await room.FindSetAsync("alpha")).Uid();

        room.Settings = room.Settings with { ArcVersion = "0.15.1" };
        room.WriteConfiguration(place, "alpha", "beta");
        room.Arc.ListenerFails = set => set.Name() == "alpha" && Version(set) == "0.15.1";
        var failed = await place.RunAsync("upgrade");

        Assert.Equal(ExitCodes.Environment, failed.Code);
        Assert.Contains("the scale set alpha does not listen: ", failed.Error, StringComparison.Ordinal);
        Assert.Contains("alpha was rolled back to revision 1", failed.Error, StringComparison.Ordinal);
        Assert.Contains("The controller runs 0.15.1", failed.Error, StringComparison.Ordinal);
        var alpha = await room.FindSetAsync("alpha");
        Assert.Equal(("0.15.0", before), (Version(alpha), alpha.Uid()));
        Assert.Equal("0.15.1", Version(await room.FindSetAsync("beta")));
        Assert.Equal("0.15.1", await ControllerVersionAsync(room));
        Assert.Empty(room.Arc.TakenDown);
    }

    [Fact]
    public async Task An_upgrade_waits_for_a_running_job_and_a_change_leaves_it_alone()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        await room.Arc.StartJobAsync("alpha", "alpha-runner-1");
        var runner = (await room.Client.GetAsync(ArcKinds.Runners, room.Space, "alpha-runner-1")).Uid();

        var changed = await place.RunAsync("update", "alpha", "--max-runners", "9");
        Assert.True(changed.Code == 0, changed.Error);
        Assert.Equal(9, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));
        Assert.Equal(runner, (await room.Client.GetAsync(ArcKinds.Runners, room.Space, "alpha-runner-1")).Uid());

        room.Settings = room.Settings with { ArcVersion = "0.14.2" };
        var document = new ConfigurationFile(place.Home, TimeProvider.System).Load();
        PrivateFiles.Write(place.Home.ConfigFile, document.WithCluster(room.Settings).ToBytes());
        var upgrade = place.RunAsync("upgrade");
        await ClusterRoom.UntilAsync(async () => ArcPods.IsDeleted((await room.FindSetAsync("alpha"))!));
        Assert.False(upgrade.IsCompleted);
        await room.Arc.EndJobAsync("alpha-runner-1");

        var done = await upgrade;
        Assert.True(done.Code == 0, done.Error);
        Assert.Contains("1 job runs now; the upgrade waits for them", done.Error, StringComparison.Ordinal);
        Assert.Contains("waiting for 1 running job (alpha-runner-1)", done.Error, StringComparison.Ordinal);
        Assert.Equal("0.14.2", Version(await room.FindSetAsync("alpha")));
        Assert.DoesNotContain(
            room.Cluster.Audit("room-" + room.Space),
            call => call is { Verb: "delete", Resource: "ephemeralrunners" or "pods" }
        );
    }

    private static string? Version(System.Text.Json.Nodes.JsonObject? item) => item.Label("app.kubernetes.io/version");

    private static async Task<string?> ControllerVersionAsync(ClusterRoom room) =>
        Version(await room.Client.GetAsync(Protection.Deployments, room.Space, "deskrun-arc-gha-rs-controller"));
}
