using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Graphs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Applies and removes what stands beside a Helm release.</summary>
internal sealed class ManifestApplier(ApplyWork work)
{
    private readonly KubeDiscovery discovery = new(work.Client);

    /// <summary>Applies one manifest. What is there and isn't ours is left alone.</summary>
    /// <exception cref="ApplyException">Its kind isn't served, the name is somebody else's, or KRO refuses it.</exception>
    public async Task ApplyAsync(JsonObject manifest, CancellationToken cancellation)
    {
        var reference = ObjectReference.Of(manifest);
        var kind = await KindAsync(reference, cancellation);
        var space = kind.Namespaced ? reference.Namespace ?? work.Namespace : null;
        var there = await work.Client.FindAsync(kind, space, reference.Name, cancellation);
        if (there is not null && there.Label(ReleaseKeys.ManagedBy) != ReleaseKeys.Deskrun)
        {
            throw new ApplyException(
                $"{reference} is there already and deskrun did not make it, so it is left alone; rename it, or remove it"
            );
        }

        var ours = (JsonObject)manifest.DeepClone();
        var metadata = (JsonObject)ours["metadata"]!;
        if (metadata["labels"] is not JsonObject labels)
        {
            metadata["labels"] = labels = new JsonObject();
        }

        labels[ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun;
        await work.Client.ApplyAsync(kind, space, ours, new WriteOptions { Force = true }, cancellation);
        await work.AfterStep($"{reference.Kind} {reference.Name}");
        if (reference.Kind == ArcKinds.Graphs.Kind)
        {
            await WaitForGraphAsync(reference.Name, cancellation);
        }
    }

    /// <summary>Removes what was applied, last first. An RGD goes after its instances.</summary>
    public async Task RemoveAsync(IReadOnlyList<ObjectReference> gone, CancellationToken cancellation)
    {
        foreach (var reference in gone.Reverse())
        {
            if (await FindKindAsync(reference, cancellation) is not { } kind)
            {
                continue;
            }

            var space = kind.Namespaced ? reference.Namespace ?? work.Namespace : null;
            var there = await work.Client.FindAsync(kind, space, reference.Name, cancellation);
            var isGraph = reference.Kind == ArcKinds.Graphs.Kind;
            if (there is not null)
            {
                if (
                    there.Label(ReleaseKeys.ManagedBy) != ReleaseKeys.Deskrun
                    || (isGraph && !await InstancesAreGoneAsync(there, cancellation))
                )
                {
                    continue;
                }

                await work.Client.DeleteAsync(kind, space, reference.Name, cancellation: cancellation);
                await work.AfterStep($"{reference.Kind} {reference.Name} removed");
            }

            if (isGraph)
            {
                await new GeneratedKinds(work).RemoveAsync(reference.Name, cancellation);
            }
        }
    }

    /// <summary>Without its controller an instance keeps its finalizer for ever, so the RGD must outlive the last one.</summary>
    private async Task<bool> InstancesAreGoneAsync(JsonObject graph, CancellationToken cancellation)
    {
        var read = RunnerGraph.Read(graph);
        if ((await discovery.FindAsync(read.Group, read.Version, read.Kind, cancellation))?.Kind is not { } kind)
        {
            return true;
        }

        var left = await Wait.ForAsync(
            work,
            work.Patience.Gone,
            async () =>
            {
                var all = await work.Client.ListAsync(kind, null, cancellation: cancellation);
                foreach (var ours in all.Items.Where(each => each.Namespace() == work.Namespace))
                {
                    await work.Client.DeleteAsync(kind, ours.Namespace(), ours.Name()!, cancellation: cancellation);
                }

                return all.Items.Count == 0 ? all : null;
            },
            cancellation
        );
        if (left is null)
        {
            work.Tell(
                $"warning: the RGD {graph.Name()} stays, because instances of it are still there; without it they could "
                    + $"never go. See: kubectl get {kind} -A"
            );
        }

        return left is not null;
    }

    private async Task WaitForGraphAsync(string name, CancellationToken cancellation)
    {
        var judged = await Wait.ForAsync(
            work,
            work.Patience.Graph,
            async () =>
            {
                var graph = RunnerGraph.Read(await work.Client.GetAsync(ArcKinds.Graphs, null, name, cancellation));
                var found = GraphReadiness.Judge(graph);
                return found.State == GraphReadinessState.Active || IsRefused(graph, found) ? found : null;
            },
            cancellation
        );
        if (judged is null)
        {
            throw new ApplyException(
                $"KRO says nothing about the RGD {name} after {work.Patience.Graph.TotalSeconds:0} s; does its controller run?"
            );
        }

        if (judged.State != GraphReadinessState.Active)
        {
            throw new ApplyException($"KRO refuses the RGD {name}: {string.Join("; ", judged.Conditions)}");
        }
    }

    /// <summary>A refusal counts when it speaks of the RGD as it is now.</summary>
    private static bool IsRefused(RunnerGraph graph, GraphReadiness found) =>
        found.State is GraphReadinessState.Broken or GraphReadinessState.LastGoodRevision
        && graph.Conditions.Any(each =>
            each.Status == "False" && (each.ObservedGeneration ?? graph.Generation) >= graph.Generation
        );

    private async Task<ResourceKind> KindAsync(ObjectReference reference, CancellationToken cancellation) =>
        await FindKindAsync(reference, cancellation)
        ?? throw new ApplyException($"the cluster does not serve {reference.Kind} of {reference.ApiVersion}");

    private async Task<ResourceKind?> FindKindAsync(ObjectReference reference, CancellationToken cancellation) =>
        (await discovery.FindAsync(reference.ToManifest(), cancellation))?.Kind;
}
