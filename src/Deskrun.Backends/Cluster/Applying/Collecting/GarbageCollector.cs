using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Collecting;

/// <summary>Takes wedged things away: what only ARC could free is freed by hand, in the order in which ARC would.</summary>
public sealed class GarbageCollector(ApplyWork work)
{
    /// <summary>Takes one away.</summary>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public async Task CollectAsync(Garbage garbage, CancellationToken cancellation)
    {
        if (garbage.Kind == GarbageKind.Secret)
        {
            await SecretApplier.RemoveAsync(work, garbage.Owner, cancellation);
            return;
        }

        await FreeMadeAsync(ArcKinds.Listeners, garbage.Owner, cancellation);
        await FreeMadeAsync(ArcKinds.Runners, garbage.Owner, cancellation);
        await FreeMadeAsync(ArcKinds.EphemeralSets, garbage.Owner, cancellation);
        foreach (var kind in Protection.Kinds)
        {
            foreach (var item in await ListAsync(kind, garbage.Owner, cancellation))
            {
                await Finalizers.TakeOffAsync(work, kind, item, Protection.CleanupFinalizer, cancellation);
            }
        }

        if (garbage.Kind == GarbageKind.WedgedScaleSet)
        {
            await FreeSetAsync(garbage.Owner, cancellation);
        }
    }

    /// <summary>What ARC made for a set that goes: deleted, and freed of all finalizers.</summary>
    private async Task FreeMadeAsync(ResourceKind kind, string set, CancellationToken cancellation)
    {
        foreach (var item in await ListAsync(kind, set, cancellation))
        {
            await work.Client.DeleteAsync(kind, item.Namespace(), item.Name()!, cancellation: cancellation);
            if (kind == ArcKinds.Runners)
            {
                await work.Client.DeleteAsync(
                    WellKnown.Pods,
                    item.Namespace(),
                    item.Name()!,
                    cancellation: cancellation
                );
            }

            await FreeAsync(kind, item.Name()!, cancellation);
        }
    }

    private async Task FreeSetAsync(string name, CancellationToken cancellation)
    {
        var set = await work.Client.FindAsync(ArcKinds.RunnerSets, work.Namespace, name, cancellation);

        // One that came back meanwhile is alive.
        if (set?.Text("metadata", "deletionTimestamp") is not null)
        {
            await FreeAsync(ArcKinds.RunnerSets, name, cancellation);
        }
    }

    private async Task FreeAsync(ResourceKind kind, string name, CancellationToken cancellation)
    {
        while (
            await work.Client.FindAsync(kind, work.Namespace, name, cancellation) is { } item
            && Finalizers.Of(item) is [var first, ..]
        )
        {
            await Finalizers.TakeOffAsync(work, kind, item, first, cancellation);
        }
    }

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        ResourceKind kind,
        string set,
        CancellationToken cancellation
    )
    {
        try
        {
            var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={set}" };
            return (await work.Client.ListAsync(kind, work.Namespace, options, cancellation)).Items;
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return [];
        }
    }
}
