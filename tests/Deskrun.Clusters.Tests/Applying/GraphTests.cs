using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class GraphTests
{
    [Fact]
    public async Task Kro_is_installed_where_it_is_missing_and_kept_afterwards()
    {
        await using var room = await ClusterRoom.OpenAsync("helm3");
        await room.RemoveKroAsync();
        await using var kro = new FakeArc(room.Cluster, ReleaseKeys.KroNamespace);
        var design = room.Design() with
        {
            Kro = new KroRelease
            {
                Chart = new ChartReference(room.Registry.Address, "kro", "0.9.3", true),
                Values = [],
            },
        };
        var created = await room.UpAsync(design, withKro: true);
        Assert.Contains(created.Steps, step => step is { Kind: PlanStepKind.Create, Subject: PlanSubject.Kro });
        Assert.NotNull(
            await room.Client.FindAsync(WellKnown.CustomResourceDefinitions, null, "resourcegraphdefinitions.kro.run")
        );
        Assert.True((await room.UpAsync(design, withKro: true)).IsEmpty);
    }

    [Fact]
    public async Task A_graph_goes_after_its_instances_and_the_scale_set_that_made_them()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.InstallCrdsOfKroAsync();
        var graph = room.Graph("box-" + room.Space);
        var kind = graph.Text("spec", "schema", "kind")!;
        var boxes = new ResourceKind("kro.run", "v1alpha1", kind.ToLowerInvariant() + "es", true, kind);
        await room.Client.CreateAsync(
            WellKnown.CustomResourceDefinitions,
            null,
            Generated(TestObjects.Crd("kro.run", kind, boxes.Plural), graph.Name()!)
        );
        await new Kubernetes.Discovery.KubeDiscovery(room.Client).WaitForAsync(
            "kro.run",
            "v1alpha1",
            kind,
            TimeSpan.FromSeconds(20)
        );
        var design = room.Design(ClusterRoom.Installation("alpha"));
        design = design with { ScaleSets = [design.ScaleSets[0] with { Manifests = [graph] }] };
        var accepted = room.AcceptGraphAsync(graph.Name()!);
        await room.UpAsync(design);
        await accepted;
        var there = await room.Client.GetAsync(ArcKinds.Graphs, null, graph.Name()!);
        Assert.Equal("deskrun", there.Label(ReleaseKeys.ManagedBy));

        await room.Client.CreateAsync(boxes, room.Space, Box(boxes, "box-1"));
        var removal = room.UpAsync(room.Design());
        await ClusterRoom.UntilAsync(async () =>
            (await room.Client.GetAsync(boxes, room.Space, "box-1")).Text("metadata", "deletionTimestamp") is not null
        );

        // The scale set is gone, and the RGD waits for the instance that KRO still has to take down.
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.NotNull(await room.Client.FindAsync(ArcKinds.Graphs, null, graph.Name()!));
        var free = KubePatch.Merge(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
        await room.Client.PatchAsync(boxes, room.Space, "box-1", free);
        await removal.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Null(await room.Client.FindAsync(ArcKinds.Graphs, null, graph.Name()!));
        Assert.Contains($"crd {boxes.Plural}.kro.run removed", room.Steps);
        await ClusterRoom.UntilAsync(async () =>
            await room.Client.FindAsync(WellKnown.CustomResourceDefinitions, null, $"{boxes.Plural}.kro.run") is null
        );
    }

    [Fact]
    public async Task The_kind_of_a_graph_goes_when_the_removal_was_interrupted_before_it()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        await room.InstallCrdsOfKroAsync();
        var graph = room.Graph("box-" + room.Space);
        var kind = graph.Text("spec", "schema", "kind")!;
        var crd = $"{kind.ToLowerInvariant()}es.kro.run";
        var design = room.Design(ClusterRoom.Installation("alpha"));
        design = design with { ScaleSets = [design.ScaleSets[0] with { Manifests = [graph] }] };
        var accepted = room.AcceptGraphAsync(graph.Name()!);
        await room.UpAsync(design);
        await accepted;
        await room.Client.CreateAsync(
            WellKnown.CustomResourceDefinitions,
            null,
            Generated(TestObjects.Crd("kro.run", kind, kind.ToLowerInvariant() + "es"), graph.Name()!)
        );
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            room.UpAsync(
                room.Design(),
                afterStep: step =>
                    step == $"ResourceGraphDefinition {graph.Name()} removed"
                        ? throw new OperationCanceledException()
                        : Task.CompletedTask
            )
        );
        Assert.NotNull(await room.Client.FindAsync(WellKnown.CustomResourceDefinitions, null, crd));

        await room.UpAsync(room.Design());

        await ClusterRoom.UntilAsync(async () =>
            await room.Client.FindAsync(WellKnown.CustomResourceDefinitions, null, crd) is null
        );
    }

    /// <summary>A CRD as KRO marks it.</summary>
    private static JsonObject Generated(JsonObject crd, string graph)
    {
        ((JsonObject)crd["metadata"]!)["labels"] = new JsonObject
        {
            ["kro.run/owned"] = "true",
            ["kro.run/resource-graph-definition-name"] = graph,
        };
        return crd;
    }

    private static JsonObject Box(ResourceKind kind, string name) =>
        new()
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["finalizers"] = new JsonArray("kro.run/finalizer") },
        };
}
