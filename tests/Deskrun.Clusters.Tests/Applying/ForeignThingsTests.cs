using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>What has one of our names and isn't ours is never taken over.</summary>
[Collection(ClusterTests.Name)]
public sealed class ForeignThingsTests
{
    [Fact]
    public async Task A_Secret_of_that_name_is_left_alone_and_the_other_installation_is_deployed()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha", "beta");
        var theirs = await room.Client.CreateAsync(
            WellKnown.Secrets,
            room.Space,
            Named(WellKnown.Secrets, "deskrun-alpha-github")
        );

        var up = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Environment, up.Code);
        Assert.Contains(
            $"the Secret {room.Space}/deskrun-alpha-github is there and deskrun did not make it, so it is left alone",
            up.Error,
            StringComparison.Ordinal
        );
        var there = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        Assert.Equal(theirs.ResourceVersion(), there.ResourceVersion());
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.NotNull(await room.FindSetAsync("beta"));

        Assert.Equal(0, (await place.RunAsync("remove", "alpha")).Code);
        there = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        Assert.Equal(theirs.ResourceVersion(), there.ResourceVersion());
    }

    [Fact]
    public async Task A_ConfigMap_with_the_name_of_a_record_is_left_alone()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha");
        var name = ReleaseKeys.ReleaseMap("alpha");
        var theirs = await room.Client.CreateAsync(WellKnown.ConfigMaps, room.Space, Named(WellKnown.ConfigMaps, name));

        var up = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Environment, up.Code);
        Assert.Contains($"the ConfigMap {room.Space}/{name} is there", up.Error, StringComparison.Ordinal);
        var there = await room.Client.GetAsync(WellKnown.ConfigMaps, room.Space, name);
        Assert.Equal(theirs.ResourceVersion(), there.ResourceVersion());
        Assert.Null(await room.FindSetAsync("alpha"));
    }

    [Fact]
    public async Task What_stands_beside_a_release_and_is_not_ours_is_left_alone()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await using var kro = new Kro.FakeKro(room.Cluster);
        room.Settings = room.Settings with { KarImage = "registry.example.com/kar:1.2.3" };
        using var place = room.Workplace("alpha");
        Kro.KroModeTests.Store(place, "alpha", room.Space, instances: 1);
        var theirs = await room.Client.CreateAsync(
            WellKnown.ServiceAccounts,
            room.Space,
            Named(WellKnown.ServiceAccounts, "kar-alpha")
        );

        var up = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Environment, up.Code);
        Assert.Contains(
            $"ServiceAccount {room.Space}/kar-alpha is there already and deskrun did not make it",
            up.Error
        );
        var there = await room.Client.GetAsync(WellKnown.ServiceAccounts, room.Space, "kar-alpha");
        Assert.Equal(theirs.ResourceVersion(), there.ResourceVersion());
        Assert.Null(await room.FindSetAsync("alpha"));
    }

    [Fact]
    public async Task A_broken_release_of_KRO_that_somebody_else_made_is_left_alone()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        await room.RemoveKroAsync();
        await room.Client.ApplyAsync(WellKnown.Namespaces, null, Named(WellKnown.Namespaces, ReleaseKeys.KroNamespace));
        var chart = new ChartReference(room.Registry.Address, "kro", "0.9.3", true);
        await room.Helm().UpgradeAsync(ReleaseKeys.KroRelease, ReleaseKeys.KroNamespace, chart, []);
        await room.Client.DeleteAsync(
            Backends.Cluster.Applying.Protection.Deployments,
            ReleaseKeys.KroNamespace,
            ReleaseKeys.KroRelease
        );
        var design = room.Design() with
        {
            Kro = new KroRelease { Chart = chart, Values = [] },
        };

        var refused = await Assert.ThrowsAsync<Backends.Cluster.Applying.ApplyException>(() =>
            room.UpAsync(design, withKro: true)
        );

        Assert.Contains(
            "the Helm release kro-system/kro is there and deskrun did not make it",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.Null(
            await room.Client.FindAsync(
                WellKnown.ConfigMaps,
                ReleaseKeys.KroNamespace,
                ReleaseKeys.ReleaseMap(ReleaseKeys.KroRelease)
            )
        );
        await room.RemoveKroAsync();
    }

    private static JsonObject Named(ResourceKind kind, string name) =>
        new()
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = name },
        };
}
