using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

/// <summary>Every act is stopped after each of its steps, and the same act once more completes it.</summary>
[Collection(ClusterTests.Name)]
public sealed class InterruptionTests
{
    [Fact]
    public async Task A_first_up_that_is_interrupted_after_any_step_is_completed_by_the_next()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        var design = room.Design(ClusterRoom.Installation("alpha"));
        var steps = await EachStepAsync(room, (after) => room.UpAsync(design, afterStep: after), design);
        Assert.Equal(
            [
                "record deskrun-arc applying",
                "crd autoscalinglisteners.actions.github.com",
                "crd autoscalingrunnersets.actions.github.com",
                "crd ephemeralrunners.actions.github.com",
                "crd ephemeralrunnersets.actions.github.com",
                "helm deskrun-arc",
                "record deskrun-arc applied",
                "record alpha applying",
                "secret alpha",
                "helm alpha",
                "record alpha applied",
            ],
            steps
        );
        Assert.NotNull((await room.FindSetAsync("alpha")).Annotation("runner-scale-set-id"));
    }

    [Fact]
    public async Task A_change_that_is_interrupted_after_any_step_is_completed_by_the_next()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        room.Credentials["alpha"] = Backends.Cluster.Applying.CredentialSecret.OfToken("alpha", "new");
        var design = WithManifest(room.Design(ClusterRoom.Installation("alpha", max: 7)), room.Space);
        var steps = await EachStepAsync(room, after => room.UpAsync(design, afterStep: after), design);
        Assert.Equal(
            ["record alpha applying", "secret alpha", "ConfigMap alpha-hooks", "helm alpha", "record alpha applied"],
            steps
        );
        Assert.Equal("7", (await room.FindSetAsync("alpha")).At("spec", "maxRunners")!.ToJsonString());
    }

    [Fact]
    public async Task A_removal_that_is_interrupted_after_any_step_is_completed_by_the_next()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.UpAsync(WithManifest(room.Design(ClusterRoom.Installation("alpha")), room.Space));
        var nothing = room.Design();
        var steps = await EachStepAsync(room, after => room.UpAsync(nothing, afterStep: after), nothing);
        Assert.Equal(
            [
                "record alpha removing",
                "scale set alpha deleted",
                "scale set alpha gone",
                "helm alpha uninstalled",
                "ConfigMap alpha-hooks removed",
                "record alpha removed",
                "secret alpha removed",
            ],
            steps
        );
        Assert.DoesNotContain(
            (await room.VersionsAsync()).Keys,
            name => name.Contains("alpha", StringComparison.Ordinal)
        );
        Assert.Equal(["alpha"], room.Arc.TakenDown);
    }

    [Fact]
    public async Task Making_a_lost_scale_set_anew_that_is_interrupted_after_any_step_is_completed_by_the_next()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        var design = room.Design(ClusterRoom.Installation("alpha"));
        await room.UpAsync(design);
        room.Arc.Lost.Add("alpha");
        await room.Arc.StartIdleAsync("alpha", "alpha-runner-1");
        var steps = await EachStepAsync(room, after => room.UpAsync(design, afterStep: after, lost: "alpha"), design);
        Assert.Equal(
            [
                "record alpha applying",
                "scale set alpha deleted",
                "finalizer of EphemeralRunner alpha-runner-1 taken off",
                "number of alpha forgotten",
                "scale set alpha gone",
                "helm alpha",
                "record alpha applied",
            ],
            steps
        );
        Assert.Equal("8", (await room.FindSetAsync("alpha")).Annotation("runner-scale-set-id"));
        Assert.Empty(room.Arc.Lost);
    }

    /// <summary>
    /// Acts again and again, each time until the first step that is new, until none is. Returns the steps; each act finds
    /// what the one before left, and the last one has nothing left to do.
    /// </summary>
    private static async Task<IReadOnlyList<string>> EachStepAsync(
        ClusterRoom room,
        Func<Func<string, Task>, Task<ClusterPlan>> act,
        ClusterDesign design
    )
    {
        var steps = new List<string>();
        while (true)
        {
            var interruption = new Interruption(steps);
            try
            {
                await act(interruption.AfterStepAsync);
                break;
            }
            catch (OperationCanceledException) when (interruption.Happened)
            {
                Assert.True(steps.Count < 40, "it never ends");
            }
        }

        var reading = await room.ReadAsync();
        Assert.True(ClusterPlan.Compare(design, reading.Found).IsEmpty);
        return steps;
    }

    private static ClusterDesign WithManifest(ClusterDesign design, string space)
    {
        var manifest = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = new JsonObject { ["name"] = "alpha-hooks", ["namespace"] = space },
            ["data"] = new JsonObject { ["hook"] = "x" },
        };
        return design with { ScaleSets = [.. design.ScaleSets.Select(each => each with { Manifests = [manifest] })] };
    }
}
