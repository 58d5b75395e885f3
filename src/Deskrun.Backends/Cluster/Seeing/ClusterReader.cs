using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>
/// Takes one picture of a cluster: a fixed number of list calls, all at once, and none for a single object. How many
/// runners there are changes the length of the answers only.
/// </summary>
/// <param name="client">The way to the cluster; it should fetch lists in one piece.</param>
public sealed class ClusterReader(KubeClient client)
{
    private readonly GraphReader graphs = new(client);

    /// <summary>Reads the objects.</summary>
    /// <exception cref="KubeException">Nothing can be read: the server doesn't answer, or takes no request of this user.</exception>
    public async Task<ClusterPicture> ReadAsync(ClusterReadOptions options, CancellationToken cancellation)
    {
        var space = options.Namespace;
        var ours = new ListOptions { Labels = $"{ContractKeys.ManagedBy}=deskrun" };
        var warnings = options.AllEvents ? null : new ListOptions { Fields = "type!=Normal" };
        var sets = ListAsync(ArcKinds.RunnerSets, space, null, cancellation);
        var listeners = ListAsync(ArcKinds.Listeners, space, null, cancellation);
        var ephemeral = ListAsync(ArcKinds.EphemeralSets, space, null, cancellation);
        var runners = ListAsync(ArcKinds.Runners, space, null, cancellation);
        var pods = ListAsync(WellKnown.Pods, space, null, cancellation);
        var records = ListAsync(WellKnown.ConfigMaps, space, ours, cancellation);
        var events = ListAsync(WellKnown.Events, space, warnings, cancellation);
        var quotas = ListAsync(ArcKinds.Quotas, space, null, cancellation);
        var kro = options.WithKro ? graphs.ReadAsync(space, cancellation) : Task.FromResult(GraphObjects.None);
        Seen[] all =
        [
            await sets,
            await listeners,
            await ephemeral,
            await runners,
            await pods,
            await records,
            await events,
            await quotas,
        ];
        var made = await kro;

        // Blind in everything is no picture.
        if (all.All(seen => seen.Failure is not null))
        {
            throw all[0].Failure!;
        }

        var picture = new ClusterPicture
        {
            Namespace = space,
            At = client.Options.TimeProvider.GetUtcNow(),
            ArcIsThere = all[0].Failure is not { NotFound: true },
            KroIsThere = made.IsThere,
            RunnerSets = all[0].Items,
            Listeners = all[1].Items,
            EphemeralSets = all[2].Items,
            Runners = all[3].Items,
            Pods = all[4].Items,
            Records = all[5].Items,
            Events = all[6].Items,
            Quotas = all[7].Items,
            Graphs = made.Graphs,
            Instances = made.Instances,
            Computes = made.Computes,
            Blind =
            [
                .. all.Select(seen => seen.Failure).OfType<KubeException>().Where(IsTold).Select(Text),
                .. made.Blind,
            ],
        };
        picture = await ControllerElsewhere.AddAsync(client, picture, cancellation);
        return picture with { Logs = await new TellingLogs(client).ReadAsync(picture, cancellation) };
    }

    private static bool IsTold(KubeException failure) => !failure.NotFound;

    private static string Text(KubeException failure) => failure.Message;

    private async Task<Seen> ListAsync(
        ResourceKind kind,
        string space,
        ListOptions? options,
        CancellationToken cancellation
    )
    {
        try
        {
            return new Seen((await client.ListAsync(kind, space, options, cancellation)).Items, null);
        }
        catch (KubeException failure)
        {
            return new Seen([], failure);
        }
    }

    private sealed record Seen(IReadOnlyList<JsonObject> Items, KubeException? Failure);
}
