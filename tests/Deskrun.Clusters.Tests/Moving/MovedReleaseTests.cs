using Deskrun.ActionsService;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Installations.Configuration;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Moving;

/// <summary>Moves of what helm really installed.</summary>
[Collection(ClusterTests.Name)]
public sealed class MovedReleaseTests
{
    [Fact]
    public async Task A_release_leaves_its_context_and_is_made_anew_in_the_other_one()
    {
        await using var service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha");
        place.Variables["TOKEN"] = service.Token;
        await new ConfigurationFile(place.Home, TimeProvider.System).ChangeAsync(
            document => document.With(document.Find("alpha")! with { Repository = $"{service.BaseUri}octo/demo" }),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var before = (await room.FindSetAsync("alpha")).Uid();

        // What was there has to go before the same names can be made again.
        await room.NameAgainAsync("other");
        var moved = await place.RunAsync("up", "--backend", "kubernetes", "--context", "other");

        Assert.True(moved.Code == ExitCodes.Success, moved.Error);
        Assert.Contains("alpha: moving from kubernetes/test to kubernetes/other", moved.Error);
        Assert.Contains("alpha: the service has no such scale set any more", moved.Error);
        Assert.Contains("alpha moved from kubernetes/test to kubernetes/other; no new job", moved.Error);
        Assert.NotEqual(before, (await room.FindSetAsync("alpha")).Uid());
        Assert.Equal("other", place.Stored("alpha").Context);
        Assert.Null(place.Stored("alpha").MovingFrom);
    }
}
