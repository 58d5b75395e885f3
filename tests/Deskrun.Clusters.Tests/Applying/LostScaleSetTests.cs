using Deskrun.ActionsService;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Objects;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>A scale set that the service has lost, while ARC still holds its number.</summary>
[Collection(ClusterTests.Name)]
public sealed class LostScaleSetTests
{
    [Fact]
    public async Task Up_makes_a_scale_set_anew_that_the_service_has_lost()
    {
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        await using var room = await ClusterRoom.OpenAsync("helm3");
        using var place = await DeployAsync(room, service);
        var before = (await room.FindSetAsync("alpha")).Uid();
        room.Arc.Lost.Add("alpha");
        await room.Arc.StartIdleAsync("alpha", "alpha-runner-1");
        await room.EndListenerAsync("alpha");

        var dry = await place.RunAsync("up", "--dry-run");
        Assert.Contains("change  scale set alpha – the service has lost its scale set (number 7)", dry.Output);
        Assert.Equal(before, (await room.FindSetAsync("alpha")).Uid());

        var up = await place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        var set = await room.FindSetAsync("alpha");
        Assert.NotEqual(before, set.Uid());
        Assert.Equal("8", set.Annotation(ArcKinds.ScaleSetIdAnnotation));
        Assert.Null(await room.Client.FindAsync(ArcKinds.Runners, room.Space, "alpha-runner-1"));
    }

    [Fact]
    public async Task A_running_job_is_named_and_nothing_of_the_lost_scale_set_is_touched()
    {
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        await using var room = await ClusterRoom.OpenAsync("helm3");
        using var place = await DeployAsync(room, service);
        var before = await room.VersionsAsync();
        await room.Arc.StartJobAsync("alpha", "alpha-runner-1");
        await room.EndListenerAsync("alpha");

        var up = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Environment, up.Code);
        Assert.Contains("can't be made anew while a job runs (alpha-runner-1)", up.Error, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());
    }

    [Fact]
    public async Task A_listener_that_fails_for_another_reason_changes_nothing()
    {
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        await using var room = await ClusterRoom.OpenAsync("helm3");
        using var github = new ActionsServiceClient(
            new ActionsServiceClientOptions
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}octo/demo"),
                Credential = new GitHubCredential.Pat(service.Token),
            }
        );
        room.Arc.Register = async name =>
            (await github.EnsureScaleSetAsync(new ScaleSetSpec { Name = name }, TestContext.Current.CancellationToken))
                .ScaleSet
                .Id;
        using var place = await DeployAsync(room, service);
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

    /// <summary>Brings an installation to the cluster whose URL is that of a service.</summary>
    private static async Task<Workplace> DeployAsync(ClusterRoom room, ActionsServiceHost service)
    {
        var place = room.Workplace("alpha");
        place.Variables["TOKEN"] = service.Token;
        await new ConfigurationFile(place.Home, TimeProvider.System).ChangeAsync(
            document => document.With(document.Find("alpha")! with { Repository = $"{service.BaseUri}octo/demo" }),
            TestContext.Current.CancellationToken
        );
        var up = await place.RunAsync("up");
        Assert.True(up.Code == ExitCodes.Success, up.Error);
        return place;
    }
}
