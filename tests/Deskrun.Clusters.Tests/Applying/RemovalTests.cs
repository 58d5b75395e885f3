using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class RemovalTests
{
    [Fact]
    public async Task A_running_job_is_waited_for()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        await room.Arc.StartJobAsync("alpha", "alpha-runner-1");
        var removal = room.UpAsync(room.Design());
        await room.ToldAsync("waiting for 1 running job (alpha-runner-1)");
        Assert.False(removal.IsCompleted);
        await room.Arc.EndJobAsync("alpha-runner-1");
        await removal.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(await room.FindSetAsync("alpha"));
    }

    [Fact]
    public async Task With_now_the_runner_is_ended()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        await room.Arc.StartJobAsync("alpha", "alpha-runner-1");
        var removed = await place.RunAsync("remove", "alpha", "--now");
        Assert.True(removed.Code == 0, removed.Error);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Null(await room.Client.FindAsync(ArcKinds.Runners, room.Space, "alpha-runner-1"));
    }

    [Fact]
    public async Task A_scale_set_that_its_controller_does_not_take_down_is_named_with_the_cause_and_completed_later()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.UpAsync(room.Design(ClusterRoom.Installation("alpha")));
        room.Arc.Hangs = true;
        room.Patience = room.Patience with { Removed = TimeSpan.FromSeconds(1) };
        var stuck = await Assert.ThrowsAsync<ApplyException>(() => room.UpAsync(room.Design()));
        Assert.Contains("alpha is still there", stuck.Message, StringComparison.Ordinal);
        Assert.Contains("autoscalingrunnerset.actions.github.com/finalizer", stuck.Message, StringComparison.Ordinal);
        Assert.Contains("deskrun gc", stuck.Message, StringComparison.Ordinal);

        // The credential is still there, or ARC could never de-register it.
        Assert.NotNull(await room.Client.FindAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github"));
        room.Arc.Hangs = false;
        await room.UpAsync(room.Design());
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Null(await room.Client.FindAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github"));
    }

    [Fact]
    public async Task What_gc_frees_is_said_first_and_works_with_a_dead_credential()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        room.Arc.Hangs = true;
        await room.Client.DeleteAsync(ArcKinds.RunnerSets, room.Space, "alpha");
        var dry = await place.RunAsync("gc", "--older", "0s", "--dry-run");
        Assert.Contains("would free AutoscalingRunnerSet alpha", dry.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("beta:", dry.Output, StringComparison.Ordinal);
        Assert.NotNull(await room.FindSetAsync("alpha"));

        var young = await place.RunAsync("gc", "--older", "1h");
        Assert.Contains("Nothing is wedged", young.Error, StringComparison.Ordinal);

        place.Variables.Remove("TOKEN");
        var freed = await place.RunAsync("gc", "--older", "0s");
        Assert.True(freed.Code == 0, freed.Error);
        Assert.Contains("warning: ", freed.Error, StringComparison.Ordinal);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.NotNull(await room.FindSetAsync("beta"));
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}=alpha" };
        Assert.Empty((await room.Client.ListAsync(ArcKinds.Listeners, room.Space, options)).Items);
        foreach (var role in (await room.Client.ListAsync(WellKnown.Roles, room.Space, options)).Items)
        {
            Assert.Null(role.At("metadata", "finalizers"));
        }
    }

    [Fact]
    public async Task Gc_names_the_way_to_remove_what_waits_for_a_kro_whose_graph_is_gone()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var kind = new ResourceKind("kro.run", "v1alpha1", "formerrunners", true, "FormerRunner");
        var crd = TestObjects.Crd(kind.Group, kind.Kind, kind.Plural, "Namespaced");
        crd["spec"]!["versions"]![0]!["name"] = kind.Version;
        crd["metadata"]!["labels"] = new JsonObject { ["kro.run/resource-graph-definition-name"] = "gone-rgd" };
        await room.Client.CreateAsync(WellKnown.CustomResourceDefinitions, null, crd);
        await new KubeDiscovery(room.Client).WaitForAsync(
            kind.Group,
            kind.Version,
            kind.Kind,
            TimeSpan.FromSeconds(30)
        );
        var made = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = "former",
                ["labels"] = new JsonObject { ["deskrun.dev/managed-by"] = "kar" },
                ["finalizers"] = new JsonArray("kro.run/finalizer"),
            },
        };
        await room.Client.CreateAsync(kind, room.Space, made);
        Assert.DoesNotContain("former", (await place.RunAsync("gc", "--older", "0s")).Error, StringComparison.Ordinal);

        await room.Client.DeleteAsync(kind, room.Space, "former");
        var told = await place.RunAsync("gc", "--older", "0s");
        Assert.Contains("its graph gone-rgd is gone", told.Error, StringComparison.Ordinal);
        Assert.Contains(
            $$$"""kubectl patch formerrunners.kro.run former -n {{{room.Space}}} --type=merge -p '{"metadata":{"finalizers":null}}'""",
            told.Error,
            StringComparison.Ordinal
        );
        var free = KubePatch.Merge(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
        await room.Client.PatchAsync(kind, room.Space, "former", free);
    }
}
