using System.Text;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Tests.Installations;

namespace Deskrun.Clusters.Tests.Installations;

/// <summary>The life of an installation on a cluster, as a person types it.</summary>
[Collection(ClusterTests.Name)]
public sealed class InstallationCommandsTests
{
    [Fact]
    public async Task An_installation_is_added_changed_given_another_credential_and_removed()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace();
        string[] add = Workplace.AddThere("alpha");
        add[Array.IndexOf(add, "prod")] = "test";

        var added = await place.RunAsync(add);
        Assert.True(added.Code == ExitCodes.Success, added.Error);
        Assert.Contains("Its cluster serves it now", added.Output);
        Assert.Equal(5, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));

        var before = await room.VersionsAsync();
        var again = await place.RunAsync(add);
        Assert.Contains("nothing was changed", again.Output);
        Assert.Equal(before, await room.VersionsAsync());

        var updated = await place.RunAsync("update", "alpha", "--max-runners", "9", "--cpus", "2");
        Assert.True(updated.Code == ExitCodes.Success, updated.Error);
        Assert.Equal(9, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));

        var rotated = await place.RunWithInputAsync(
            "ghp_plantedsecond",
            "auth",
            "rotate",
            "alpha",
            "--auth-value-stdin",
            "--offline"
        );
        Assert.True(rotated.Code == ExitCodes.Success, rotated.Error);
        Assert.Equal("ghp_plantedsecond", await TokenAsync(room, "alpha"));
        Assert.Equal(9, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));

        var removed = await place.RunAsync("remove", "alpha");
        Assert.True(removed.Code == ExitCodes.Success, removed.Error);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Null(place.Stored("alpha"));
        Assert.DoesNotContain("plantedsecond", place.Printed);
    }

    [Fact]
    public async Task Instances_that_are_taken_away_leave_the_cluster_and_the_others_stay_untouched()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("beta");
        string[] add = Workplace.AddThere("alpha", "--instances", "2", "--cache", "/root/.cache");
        add[Array.IndexOf(add, "prod")] = "test";
        var added = await place.RunAsync(add);
        Assert.True(added.Code == ExitCodes.Success, added.Error);
        Assert.Null(await room.FindSetAsync("beta"));
        Assert.NotNull(await room.FindSetAsync("alpha-1"));

        var updated = await place.RunAsync("update", "alpha", "--instances", "1", "--max-runners", "3");

        Assert.True(updated.Code == ExitCodes.Success, updated.Error);
        Assert.Null(await room.FindSetAsync("alpha-1"));
        Assert.Null(await room.FindSetAsync("alpha-2"));
        Assert.Equal(3, (await room.FindSetAsync("alpha")).Whole("spec", "maxRunners"));
        Assert.Null(await room.FindSetAsync("beta"));
    }

    private static async Task<string> TokenAsync(ClusterRoom room, string installation)
    {
        var secret = await room.Client.GetAsync(WellKnown.Secrets, room.Space, $"deskrun-{installation}-github");
        return Encoding.UTF8.GetString(Convert.FromBase64String(secret.Text("data", "github_token")!));
    }
}
