using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class AdoptionTests
{
    [Theory]
    [InlineData("helm")]
    [InlineData("helm3")]
    public async Task A_release_of_the_original_tool_is_refused_and_with_adopt_taken_over_without_its_token(string helm)
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync(helm);
        var design = room.Design(ClusterRoom.Installation("alpha"));
        await InstallAsync(room, "alpha", "http://127.0.0.1:9/owner/alpha");
        Assert.Contains("ghp_inHelm", await room.ReadHistoryAsync("alpha"), StringComparison.Ordinal);
        var before = await room.VersionsAsync();

        var refused = Assert.Single((await room.UpAsync(design)).Refusals);
        Assert.Contains("--adopt", refused.Why, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());

        var uid = (await room.FindSetAsync("alpha")).Uid();
        var adopted = await room.UpAsync(design, adopt: true);
        Assert.Contains(adopted.Steps, step => step is { Kind: PlanStepKind.Adopt, Name: "alpha" });
        var set = await room.FindSetAsync("alpha");
        Assert.Equal(uid, set.Uid());
        Assert.Equal("deskrun-alpha-github", set.Text("spec", "githubConfigSecret"));
        Assert.Null(await room.Client.FindAsync(WellKnown.Secrets, room.Space, "alpha-gha-rs-github-secret"));
        Assert.DoesNotContain("ghp_inHelm", await room.ReadHistoryAsync("alpha"), StringComparison.Ordinal);
        Assert.True((await room.UpAsync(design)).IsEmpty);
    }

    [Fact]
    public async Task A_release_of_another_url_is_never_taken_over()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        await InstallAsync(room, "alpha", "https://github.com/someone/else");
        var before = await room.VersionsAsync();
        var plan = await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")), adopt: true);
        Assert.Contains("someone/else", Assert.Single(plan.Refusals).Why, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());
    }

    [Fact]
    public async Task What_a_release_of_another_name_owns_is_refused_with_its_owner_named()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await InstallAsync(room, "alpha", "http://127.0.0.1:9/owner/alpha", release: "team-a");
        var before = await room.VersionsAsync();

        var plan = await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")), adopt: true);

        var refused = Assert.Single(plan.Refusals);
        Assert.Contains($"belongs to the Helm release {room.Space}/team-a", refused.Why, StringComparison.Ordinal);
        Assert.Contains($"helm uninstall team-a --namespace {room.Space}", refused.Why, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());
    }

    internal static async Task InstallAsync(ClusterRoom room, string name, string url, string? release = null)
    {
        var chart = room.Design(ClusterRoom.Installation(name)).ScaleSets[0].Chart;
        var values = new JsonObject
        {
            ["githubConfigUrl"] = url,
            ["githubConfigSecret"] = new JsonObject { ["github_token"] = "ghp_inHelm" },
            ["controllerServiceAccount"] = new JsonObject { ["name"] = "deskrun-arc-gha-rs-controller" },
            ["runnerScaleSetName"] = name,
        };
        await room.Helm().UpgradeAsync(release ?? name, room.Space, chart, values);
        await room.RegisteredAsync(name);
    }
}
