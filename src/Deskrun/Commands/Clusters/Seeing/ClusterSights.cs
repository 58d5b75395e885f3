using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Planning;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>Looks at every cluster that installations live on, all at once; one that doesn't answer holds up no other.</summary>
internal sealed class ClusterSights(CliContext context, InstallationHome home)
{
    /// <summary>A cluster that has not answered by then counts as unreachable.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>How the picture is taken: somebody waits, and lists come in one piece.</summary>
    private static KubeClientOptions Quick(TimeProvider time) =>
        new()
        {
            TimeProvider = time,
            RequestTimeout = TimeSpan.FromSeconds(5),
            RetryBudget = TimeSpan.FromSeconds(1),
            ListChunk = 0,
        };

    /// <summary>Looks.</summary>
    /// <param name="installations">Those that matter; local ones are left out.</param>
    /// <param name="document">The configuration that they are from.</param>
    /// <param name="allEvents">Whether a story is wanted, which needs every event.</param>
    /// <param name="cancellation">Ends it.</param>
    public async Task<IReadOnlyList<ClusterSight>> LookAsync(
        IEnumerable<Installation> installations,
        ConfigurationDocument document,
        bool allEvents,
        CancellationToken cancellation
    )
    {
        var places = installations.Where(ClusterPlace.Has).GroupBy(ClusterPlace.Of);
        var looks = places.Select(place =>
            LookAsync(
                new ClusterSight(place.Key, [.. place]) { Namespace = document.Cluster.Namespace },
                allEvents,
                cancellation
            )
        );
        return await Task.WhenAll(looks);
    }

    /// <summary>Opens a cluster for reading.</summary>
    /// <exception cref="CliException">There is no such context.</exception>
    public KubeClient Open(ClusterPlace place)
    {
        using var access = ClusterAccess.Open(context, home, place.Backend, place.Context);
        return new KubeClient(access.Client.Connection, Quick(context.Time));
    }

    private async Task<ClusterSight> LookAsync(ClusterSight blank, bool allEvents, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Patience, context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            using var client = Open(blank.Place);
            var wanted = blank.Installations.SelectMany(Wanted).ToList();
            var options = new ClusterReadOptions(blank.Namespace)
            {
                WithKro = wanted.Exists(set => set.UsesKro),
                AllEvents = allEvents,
            };
            var picture = await new ClusterReader(client).ReadAsync(options, either.Token);
            return blank with { Picture = picture, State = ClusterJudge.Judge(picture, wanted) };
        }
        catch (Exception failed) when (failed is CliException or KubeException or KubeConnectionException)
        {
            return blank with { Failure = failed.Message };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return blank with { Failure = $"no answer within {Patience.TotalSeconds:0} s" };
        }
    }

    private static IEnumerable<WantedScaleSet> Wanted(Installation installation) =>
        PlannedScaleSet
            .Of(installation)
            .Select(plan => new WantedScaleSet(
                plan.Name,
                plan.Installation,
                plan.MinRunners,
                plan.MaxRunners,
                RunnerModes.Parse(installation.Mode) == RunnerMode.Kro
            ));
}
