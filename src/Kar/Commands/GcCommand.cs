using System.Globalization;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Removal;
using Kar.Ending;
using Kar.Rendering;
using Kar.Running;
using Kar.Settings;

namespace Kar.Commands;

/// <summary>
/// <c>kar gc</c>: removes what kars outside of a cluster made and has expired. What a Pod owns is never touched: the
/// cluster removes that itself.
/// </summary>
internal static class GcCommand
{
    public static async Task<int> ExecuteAsync(KarSettings settings, TimeProvider time)
    {
        try
        {
            var place = Place.Find(settings, time);
            using var client = new KubeClient(place.Connection, ClientOptions.Make(time));
            var failed = 0;
            foreach (var kind in await KindsAsync(client))
            {
                failed += await SweepAsync(client, kind, place.Namespace, settings.DryRun, time);
            }

            failed += await TellOrphansAsync(client, place.Namespace, time);

            return failed == 0 ? 0 : ExitCodes.ClusterFault.Code;
        }
        catch (Exception e) when (e is SetupException or KubeConnectionException)
        {
            Terminal.Error.WriteLine($"kar gc: {e.Message}");
            return ExitCodes.NotSetUp.Code;
        }
        catch (KubeException e)
        {
            Terminal.Error.WriteLine($"kar gc: {e.Message}");
            return ExitCodes.ClusterFault.Code;
        }
    }

    /// <summary>Whether an object may be removed; pure.</summary>
    public static bool IsExpired(JsonObject item, DateTimeOffset now) =>
        item.At("metadata", "ownerReferences") is not JsonArray { Count: > 0 }
        && DateTimeOffset.TryParse(
            item.Annotation(ContractKeys.Expires),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var expires
        )
        && expires <= now;

    private static async Task<IReadOnlyList<ResourceKind>> KindsAsync(KubeClient client)
    {
        var graphs = new ResourceKind(
            "kro.run",
            "v1alpha1",
            "resourcegraphdefinitions",
            false,
            "ResourceGraphDefinition"
        );
        var labelled = await client.ListAsync(graphs, null, new ListOptions { Labels = ContractKeys.ScaleSetLabel });
        var discovery = new KubeDiscovery(client);
        List<ResourceKind> kinds = [];
        foreach (var graph in labelled.Items.Select(RunnerGraph.Read).DistinctBy(g => (g.Group, g.Version, g.Kind)))
        {
            if (
                await discovery.FindAsync(graph.Group, graph.Version, graph.Kind) is { Kind: { Namespaced: true } kind }
            )
            {
                kinds.Add(kind);
            }
        }

        return [.. kinds, WellKnown.Secrets];
    }

    /// <summary>What KRO does not remove any more, because the graph is gone, is named with the way that removes it.</summary>
    private static async Task<int> TellOrphansAsync(KubeClient client, string space, TimeProvider time)
    {
        try
        {
            var expired = (await OrphanedInstances.FindAsync(client, space)).Where(each =>
                IsExpired(each.Instance, time.GetUtcNow())
            );
            var count = 0;
            foreach (var each in expired)
            {
                count++;
                Terminal.Error.WriteLine(
                    $"kar gc: {each.Kind} {space}/{each.Instance.Name()} stays: its graph {each.Graph} is gone, so that KRO removes nothing of it; "
                        + $"to remove it: {InstanceRemoval.WithoutGraph(each.Kind, each.Instance)}"
                );
            }

            return count;
        }
        catch (KubeException e) when (e.Forbidden)
        {
            Terminal.Error.WriteLine($"kar gc: instances of graphs that are gone were not looked for: {e.Message}");
            return 0;
        }
    }

    private static async Task<int> SweepAsync(
        KubeClient client,
        ResourceKind kind,
        string space,
        bool dryRun,
        TimeProvider time
    )
    {
        var failed = 0;
        var selection = new ListOptions { Labels = $"{ContractKeys.ManagedBy}={ContractKeys.ManagedByKar}" };
        foreach (
            var item in (await client.ListAsync(kind, space, selection)).Items.Where(i =>
                IsExpired(i, time.GetUtcNow())
            )
        )
        {
            var what = $"{kind} {space}/{item.Name()} (expired {item.Annotation(ContractKeys.Expires)})";
            try
            {
                if (!dryRun)
                {
                    await client.DeleteAsync(kind, space, item.Name()!, new DeleteOptions { Uid = item.Uid() });
                }

                Terminal.Output.WriteLine($"{(dryRun ? "would remove" : "removed")} {what}");
            }
            catch (KubeException e)
            {
                failed++;
                Terminal.Error.WriteLine($"kar gc: {what} stays: {e.Message}");
            }
        }

        return failed;
    }
}
