using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Collecting;

/// <summary>Finds what is wedged. It looks at what this home made alone, and changes nothing.</summary>
/// <param name="work">What to look with.</param>
/// <param name="reading">The cluster as it was just read.</param>
/// <param name="configured">The installations of this cluster.</param>
public sealed class GarbageFinder(ApplyWork work, ClusterReading reading, IReadOnlySet<string> configured)
{
    private static readonly IReadOnlyList<ResourceKind> Made =
    [
        ArcKinds.Listeners,
        ArcKinds.Runners,
        ArcKinds.EphemeralSets,
    ];

    /// <summary>Looks.</summary>
    /// <param name="older">How long something must have been waiting for its end.</param>
    /// <param name="cancellation">Ends the requests.</param>
    public async Task<IReadOnlyList<Garbage>> FindAsync(TimeSpan older, CancellationToken cancellation)
    {
        var runners = await ListAsync(ArcKinds.Runners, cancellation);
        var sets = reading.ScaleSets.Select(each => each.Name()!).ToHashSet();
        var found = new List<Garbage>();
        foreach (var set in reading.ScaleSets.Where(each => IsOurs(each.Name()!, each) && Waited(each) >= older))
        {
            var name = set.Name()!;
            if (!runners.Any(each => each.Label(ArcKinds.ScaleSetLabel) == name && RunnerJobs.IsBusy(each)))
            {
                var held = string.Join(", ", Finalizers.Of(set));
                found.Add(
                    new Garbage(
                        GarbageKind.WedgedScaleSet,
                        name,
                        $"AutoscalingRunnerSet {name}",
                        $"deleted {Waited(set).TotalMinutes:0} min ago, no job runs, held by {held}"
                    )
                );
            }
        }

        foreach (var kind in Made.Concat(Protection.Kinds))
        {
            var waiting = (await ListAsync(kind, cancellation)).Where(each =>
                each.Label(ArcKinds.ScaleSetLabel) is { } owner
                && !sets.Contains(owner)
                && IsOurs(owner, each)
                && Waited(each) >= older
                && !RunnerJobs.IsBusy(each)
            );
            found.AddRange(
                waiting.Select(each => new Garbage(
                    GarbageKind.LeftBehind,
                    each.Label(ArcKinds.ScaleSetLabel)!,
                    $"{kind.Kind} {each.Name()}",
                    "deleted, and the scale set that would free it is gone"
                ))
            );
        }

        found.AddRange(
            OrphanSecrets
                .Of(reading, configured, reading.Records.Values)
                .Select(each => new Garbage(
                    GarbageKind.Secret,
                    each,
                    $"Secret {ReleaseKeys.Secret(each)}",
                    "its installation is gone, and nothing in the cluster belongs to it"
                ))
        );
        return found;
    }

    private bool IsOurs(string name, JsonObject item) =>
        reading.Records.ContainsKey(name)
        || (
            item.Label(ReleaseKeys.ManagedBy) == ReleaseKeys.Deskrun
            && reading.Found.ScaleSets.All(each => each.Name != name || each.Owner is null)
        );

    /// <summary>How long ago it was deleted; negative when it wasn't.</summary>
    private TimeSpan Waited(JsonObject item) =>
        item.Time("metadata", "deletionTimestamp") is { } deleted ? work.Time.GetUtcNow() - deleted : TimeSpan.MinValue;

    private async Task<IReadOnlyList<JsonObject>> ListAsync(ResourceKind kind, CancellationToken cancellation)
    {
        try
        {
            var options = new ListOptions { Labels = ArcKinds.ScaleSetLabel };
            return (await work.Client.ListAsync(kind, work.Namespace, options, cancellation)).Items;
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return [];
        }
    }
}
