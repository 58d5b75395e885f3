using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>Reads a cluster with a handful of list calls, all at the same time.</summary>
/// <param name="client">Speaks to it.</param>
/// <param name="space">Our namespace.</param>
/// <param name="home">The id of our home: what another home made is not ours.</param>
public sealed class ReleaseReader(KubeClient client, string space, string home)
{
    private const string Ours = $"{ReleaseKeys.ManagedBy}={ReleaseKeys.Deskrun}";

    /// <summary>Reads it.</summary>
    /// <param name="withKro">Whether KRO matters.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <exception cref="KubeException">The server refused or did not answer; a missing right is named.</exception>
    public async Task<ClusterReading> ReadAsync(bool withKro, CancellationToken cancellation = default)
    {
        var version = new KubeDiscovery(client).ServerVersionAsync(cancellation);
        var there = client.FindAsync(WellKnown.Namespaces, null, space, cancellation);
        var maps = ListAsync(WellKnown.ConfigMaps, Ours, cancellation);
        var secrets = ListAsync(WellKnown.Secrets, Ours, cancellation);
        var revisions = ListAsync(WellKnown.Secrets, "owner=helm", cancellation);
        var sets = FindAllAsync(ArcKinds.RunnerSets, space, null, cancellation);
        var controllers = DeploymentsAsync("app.kubernetes.io/part-of=gha-rs-controller", cancellation);
        var kro = withKro
            ? DeploymentsAsync("app.kubernetes.io/name=kro", cancellation)
            : Task.FromResult<IReadOnlyList<JsonObject>>([]);
        var kroRecord = withKro
            ? client.FindAsync(
                WellKnown.ConfigMaps,
                ReleaseKeys.KroNamespace,
                ReleaseKeys.ReleaseMap(ReleaseKeys.KroRelease),
                cancellation
            )
            : Task.FromResult<JsonObject?>(null);
        await Task.WhenAll(version, there, maps, secrets, revisions, sets, controllers, kro, kroRecord);

        var all = (await maps).Select(ReleaseRecord.Read).OfType<ReleaseRecord>().ToList();
        var records = all.Where(IsOurs).ToDictionary(each => each.Release);

        // KRO's lies beside it, in its own namespace.
        var ofKro = await kroRecord is { } map ? ReleaseRecord.Read(map) : null;
        if (ofKro is not null)
        {
            records[ofKro.Release] = ofKro;
        }

        var helm = (await revisions).Select(HelmRevision.Read).ToList();
        return new ClusterReading
        {
            ServerVersion = await version,
            HasNamespace = await there is not null,
            Records = records,
            ScaleSets = await sets ?? [],
            Secrets = (await secrets)
                .Where(each => each.Label(ReleaseKeys.Home) == home)
                .ToDictionary(each => each.Name() ?? ""),
            Revisions = helm,
            Controller = ForeignControllers.Of(await controllers, space),
            Found = new ClusterFound
            {
                Controller = Controller(records, await sets is not null),
                Kro = KroFinding.Of(await kro, ofKro),
                ScaleSets = ScaleSetFinding.Of(all, IsOurs, await sets ?? [], helm),
            },
        };
    }

    private bool IsOurs(ReleaseRecord record) => record.Installation is null || record.Home == home;

    /// <summary>A record whose CRDs are gone is of a release that is not whole.</summary>
    private static ReleaseFound? Controller(Dictionary<string, ReleaseRecord> records, bool hasKinds) =>
        records.GetValueOrDefault(ReleaseKeys.ControllerRelease)?.Found is { } found
            ? found with
            {
                State = hasKinds ? found.State : ReleaseState.Applying,
            }
            : null;

    private async Task<IReadOnlyList<JsonObject>> ListAsync(
        ResourceKind kind,
        string labels,
        CancellationToken cancellation
    ) => (await client.ListAsync(kind, space, new ListOptions { Labels = labels }, cancellation)).Items;

    /// <summary>All objects of a kind, or null when the server doesn't know it.</summary>
    private async Task<IReadOnlyList<JsonObject>?> FindAllAsync(
        ResourceKind kind,
        string? where,
        string? labels,
        CancellationToken cancellation
    )
    {
        try
        {
            return (await client.ListAsync(kind, where, new ListOptions { Labels = labels }, cancellation)).Items;
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<JsonObject>> DeploymentsAsync(string labels, CancellationToken cancellation)
    {
        try
        {
            return await FindAllAsync(Protection.Deployments, null, labels, cancellation) ?? [];
        }
        catch (KubeException refused) when (refused.Forbidden)
        {
            // Who may see one namespace only can be disturbed by nobody else's controller that he could do anything about.
            return await FindAllAsync(Protection.Deployments, space, labels, cancellation) ?? [];
        }
    }
}
