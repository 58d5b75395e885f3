using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class FailureTests
{
    [Theory]
    [InlineData("helm")]
    [InlineData("helm3")]
    public async Task A_first_install_that_fails_leaves_nothing_and_is_tried_again(string helm)
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync(helm);
        var good = room.Design(ClusterRoom.Installation("alpha"));
        var failed = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(Refused(good)));
        Assert.Contains("Bad Account", failed.Message, StringComparison.Ordinal);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.DoesNotContain(
            (await room.VersionsAsync()).Keys,
            name =>
                name.StartsWith("Role", StringComparison.Ordinal) && name.Contains("alpha", StringComparison.Ordinal)
        );
        await room.UpAsync(good);
        Assert.NotNull(await room.FindSetAsync("alpha"));
    }

    [Theory]
    [InlineData("helm")]
    [InlineData("helm3")]
    public async Task A_change_that_fails_is_rolled_back(string helm)
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync(helm);
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        var failed = await Assert.ThrowsAsync<ApplyException>(() =>
            room.UpAsync(Refused(room.Design(ClusterRoom.Installation("alpha", max: 8))))
        );
        Assert.Contains("alpha was rolled back to revision 1", failed.Message, StringComparison.Ordinal);
        Assert.Equal("3", (await room.FindSetAsync("alpha")).At("spec", "maxRunners")!.ToJsonString());
        Assert.True((await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")))).IsEmpty);
    }

    [Fact]
    public async Task A_scale_set_that_was_taken_down_before_is_not_rolled_back_to_what_its_controller_may_delete()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        await room.Client.DeleteAsync(Backends.Cluster.Seeing.ArcKinds.RunnerSets, room.Space, "alpha");
        await ClusterRoom.UntilAsync(async () => await room.FindSetAsync("alpha") is null);
        var next = room.Design(ClusterRoom.Installation("alpha", max: 8));

        var failed = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(Refused(next)));

        Assert.Contains("alpha is half made; the next deskrun up goes on", failed.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Steps, step => step.Contains("rolled back", StringComparison.Ordinal));
        await room.UpAsync(next);
        Assert.Equal(8, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));
    }

    [Fact]
    public async Task Values_that_the_schema_refuses_are_named_and_nothing_is_changed()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        var bad = With(room.Design(ClusterRoom.Installation("alpha")), values => values["maxRunners"] = "many");
        var failed = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(bad));
        Assert.Contains("maxRunners", failed.Message, StringComparison.Ordinal);
        Assert.Contains("deskrun render", failed.Message, StringComparison.Ordinal);
        Assert.Contains("alpha is as it was before", failed.Message, StringComparison.Ordinal);
        Assert.True((await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")))).IsEmpty);
    }

    [Fact]
    public async Task A_controller_that_does_not_come_up_is_rolled_back()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        await room.UpAsync(room.Design());
        room.Arc.BadImage = "mirror.invalid";
        room.Patience = room.Patience with { Controller = TimeSpan.FromSeconds(2) };
        var good = room.Settings;
        room.Settings = good with { ImageRegistry = "mirror.invalid" };
        var failed = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(room.Design()));
        Assert.Contains("deskrun-arc is not ready", failed.Message, StringComparison.Ordinal);
        Assert.Contains("rolled back to revision 1", failed.Message, StringComparison.Ordinal);
        room.Settings = good;
        Assert.True((await room.UpAsync(room.Design())).IsEmpty);
        var deployment = await room.Client.GetAsync(
            Protection.Deployments,
            room.Space,
            "deskrun-arc-gha-rs-controller"
        );
        Assert.DoesNotContain("mirror.invalid", deployment.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_that_is_not_there_is_named_with_the_way_out()
    {
        await using var room = await ClusterRoom.OpenAsync();
        room.Settings = room.Settings with { ArcCharts = "oci://127.0.0.1:9/charts" };
        var failed = await Assert.ThrowsAsync<HelmException>(() => room.UpAsync(room.Design()));
        Assert.Equal(HelmFailureKind.ChartUnreachable, failed.Kind);
        Assert.Contains("deskrun cluster configure", failed.Message, StringComparison.Ordinal);
        Assert.Contains("connection refused", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_without_tls_is_named_with_its_setting()
    {
        await using var room = await ClusterRoom.OpenAsync();
        var design = room.Design();
        var chart = design.Controller.Chart with { PlainHttp = false };
        var failed = await Assert.ThrowsAsync<HelmException>(() => room.Helm().CheckChartAsync(chart));
        Assert.Contains("--plain-http", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_helm_left_locked_is_freed_and_completed()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.KillHelmWhileItInstallsAsync("alpha");
        var release = room.Design(ClusterRoom.Installation("alpha")).ScaleSets[0];
        var locked = await Assert.ThrowsAsync<HelmException>(() =>
            room.Helm().UpgradeAsync("alpha", room.Space, release.Chart, release.Values)
        );
        Assert.Equal(HelmFailureKind.Locked, locked.Kind);
        await room.Work().Client.ApplyAsync(WellKnown.ConfigMaps, room.Space, room.HalfMade("alpha"));
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        Assert.Contains(room.Told, line => line.Contains("freeing revision 1", StringComparison.Ordinal));
        Assert.NotNull(await room.FindSetAsync("alpha"));
    }

    [Fact]
    public async Task A_graph_that_kro_refuses_is_quoted()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        await room.InstallCrdsOfKroAsync();
        var graph = room.Graph("refused-" + room.Space);
        var design = room.Design(ClusterRoom.Installation("alpha"));
        design = design with { ScaleSets = [design.ScaleSets[0] with { Manifests = [graph] }] };
        using var stop = new CancellationTokenSource();
        var kro = room.RefuseGraphAsync(graph.Name()!, "unknown field runnerNam", stop.Token);
        var failed = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(design));
        await stop.CancelAsync();
        await kro;
        Assert.Contains("unknown field runnerNam", failed.Message, StringComparison.Ordinal);
        Assert.Contains("GraphAccepted=False", failed.Message, StringComparison.Ordinal);
        Assert.Null(await room.FindSetAsync("alpha"));
    }

    /// <summary>A design whose role binding the API server refuses, after other objects were made.</summary>
    private static ClusterDesign Refused(ClusterDesign design) =>
        With(design, values => values["controllerServiceAccount"] = new JsonObject { ["name"] = "Bad Account" });

    private static ClusterDesign With(ClusterDesign design, Action<JsonObject> change)
    {
        var values = (JsonObject)design.ScaleSets[0].Values.DeepClone();
        change(values);
        return design with { ScaleSets = [design.ScaleSets[0] with { Values = values }] };
    }
}
