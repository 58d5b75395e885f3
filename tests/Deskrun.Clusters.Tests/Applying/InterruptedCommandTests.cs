using Deskrun.Clusters.Tests.Kro;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>Whole commands are interrupted after each of their steps, and the next command completes them.</summary>
[Collection(ClusterTests.Name)]
public sealed class InterruptedCommandTests
{
    [Fact]
    public async Task An_upgrade_that_is_interrupted_after_any_step_is_completed_by_the_next_up()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        room.Settings = room.Settings with { ArcVersion = "0.14.2" };
        room.WriteConfiguration(place, "alpha", "beta");

        var steps = await InterruptedCommands.RunAsync(place, ["upgrade"], ["up"]);

        Assert.Equal(
            [
                "record deskrun-arc upgrading",
                "record deskrun-arc applying",
                "crd autoscalinglisteners.actions.github.com",
                "crd autoscalingrunnersets.actions.github.com",
                "crd ephemeralrunners.actions.github.com",
                "crd ephemeralrunnersets.actions.github.com",
                "helm deskrun-arc",
                "record deskrun-arc applied",
            ],
            steps.Where(step => !step.Contains("alpha") && !step.Contains("beta"))
        );
        Assert.Equal("record deskrun-arc upgrading", steps[0]);
        foreach (var name in new[] { "alpha", "beta" })
        {
            Assert.Equal(
                [$"record {name} applying", $"helm {name}", $"record {name} applied"],
                steps.Where(step => step.EndsWith($"helm {name}") || step.StartsWith($"record {name} "))
            );
            Assert.Equal("0.14.2", (await room.FindSetAsync(name)).Label("app.kubernetes.io/version"));
        }

        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_upgrade_that_is_given_up_leaves_the_old_version_whole()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        room.Settings = room.Settings with { ArcVersion = "0.13.1" };
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        room.WriteConfiguration(place, "alpha");
        var old = room.Settings;
        room.Settings = old with { ArcVersion = "0.14.2" };
        room.WriteConfiguration(place, "alpha");
        place.AfterClusterStep = step =>
            step == "scale set alpha gone" ? throw new CliException(ExitCodes.Internal, step) : Task.CompletedTask;
        Assert.Equal(ExitCodes.Internal, (await place.RunAsync("upgrade")).Code);
        place.AfterClusterStep = _ => Task.CompletedTask;

        room.Settings = old;
        room.WriteConfiguration(place, "alpha");
        var up = await place.RunAsync("up");

        Assert.True(up.Code == 0, up.Error);
        Assert.Equal("0.13.1", (await room.FindSetAsync("alpha")).Label("app.kubernetes.io/version"));
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);

        // Nothing of it is left: the next change of the version has to be asked for again.
        room.Settings = old with
        {
            ArcVersion = "0.14.2",
        };
        room.WriteConfiguration(place, "alpha");
        Assert.Contains("deskrun upgrade", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taking_over_that_is_interrupted_after_any_step_is_completed_by_the_next_up()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha");
        await AdoptionTests.InstallAsync(room, "alpha", ClusterRoom.Installation("alpha").Repository);
        var before = (await room.FindSetAsync("alpha")).Uid();

        var steps = await InterruptedCommands.RunAsync(place, ["up", "--adopt"], ["up"]);

        Assert.Equal(
            [
                "record alpha applying",
                "secret alpha",
                "helm alpha",
                "finalizer of Secret alpha-gha-rs-github-secret taken off",
                "old revision of alpha forgotten",
                "record alpha applied",
            ],
            steps
        );
        Assert.Equal(before, (await room.FindSetAsync("alpha")).Uid());
        Assert.DoesNotContain("ghp_inHelm", await room.ReadHistoryAsync("alpha"), StringComparison.Ordinal);
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mode_kro_that_is_interrupted_after_any_step_comes_and_goes_completely()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        await room.RemoveKroAsync();
        await using var kro = new FakeKro(room.Cluster);
        room.Settings = room.Settings with { KarImage = "registry.example.com/kar:1.2.3" };
        var name = "fleet" + room.Space[^4..];
        using var place = room.Workplace(name);
        KroModeTests.Store(place, name, room.Space, instances: 1);

        var made = await InterruptedCommands.RunAsync(place, ["up"], ["up"]);

        Assert.Equal(
            [
                "record kro applying",
                "crd resourcegraphdefinitions.kro.run",
                "helm kro",
                "record kro applied",
                $"record {name} applying",
                $"secret {name}",
                $"ServiceAccount kar-{name}",
                $"ClusterRole kar-{name}",
                $"ClusterRoleBinding kar-{name}-{room.Space}",
                $"Role kar-{name}",
                $"RoleBinding kar-{name}",
                $"ClusterRole kar-{name}-kro",
                $"ResourceGraphDefinition runner-{room.Space}",
                $"helm {name}",
                $"record {name} applied",
            ],
            made.Except(["namespace kro-system"])
        );
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);

        var gone = await InterruptedCommands.RunAsync(place, ["remove", name], ["remove", name]);

        Assert.Equal([$"record {name} removing", $"scale set {name} deleted"], gone.Take(2));
        Assert.Equal($"ResourceGraphDefinition runner-{room.Space} removed", OfOurs(gone).ElementAt(3));
        Assert.Equal([$"record {name} removed", $"secret {name} removed"], gone.TakeLast(2));
        Assert.Null(place.Stored(name));
        Assert.Null(await room.Client.FindAsync(FakeKro.Graphs, null, $"runner-{room.Space}"));
        Assert.Null(await room.Client.FindAsync(WellKnown.ClusterRoles, null, $"kar-{name}-kro"));
        Assert.DoesNotContain((await room.VersionsAsync()).Keys, each => each.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_move_that_is_interrupted_after_any_step_is_completed_by_the_next_up()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var before = (await room.FindSetAsync("alpha")).Uid();
        await room.NameAgainAsync("other");

        var steps = await InterruptedCommands.RunAsync(
            place,
            ["up", "--backend", "kubernetes", "--context", "other"],
            ["up"]
        );

        Assert.Equal(
            [
                "record alpha removing",
                "scale set alpha deleted",
                "helm alpha uninstalled",
                "record alpha removed",
                "secret alpha removed",
                "record alpha applying",
                "secret alpha",
                "helm alpha",
                "record alpha applied",
            ],
            OfOurs(steps)
        );
        Assert.NotEqual(before, (await room.FindSetAsync("alpha")).Uid());
        Assert.Equal("other", place.Stored("alpha").Context);
        Assert.Null(place.Stored("alpha").MovingFrom);
    }

    /// <summary>Without what ARC may have done between two commands, so that none had to wait for it.</summary>
    private static IEnumerable<string> OfOurs(IReadOnlyList<string> steps) =>
        steps.Where(step => !step.EndsWith(" gone", StringComparison.Ordinal));
}
