using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>A scale set whose number the service may not know any more.</summary>
/// <param name="Name">The scale set.</param>
/// <param name="Number">The number under which ARC knows it.</param>
public sealed record SuspectScaleSet(string Name, int Number);

/// <summary>
/// Finds scale sets that the service may have lost, with two list calls: a listener without a scale set ends again and
/// again, and ARC tells the reason in its log alone. Whoever asks the service about these few knows it.
/// </summary>
public static class ListenerSuspicion
{
    /// <summary>A listener that is younger may simply have no Pod yet.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromSeconds(20);

    /// <summary>Looks.</summary>
    /// <param name="client">Speaks to the cluster.</param>
    /// <param name="reading">What was just read of it.</param>
    /// <param name="controllerSpace">The controller's namespace, where listeners live.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <exception cref="KubeException">The server refused or did not answer.</exception>
    public static async Task<IReadOnlyList<SuspectScaleSet>> FindAsync(
        KubeClient client,
        ClusterReading reading,
        string controllerSpace,
        CancellationToken cancellation
    )
    {
        var registered = reading
            .ScaleSets.Where(set => reading.Records.GetValueOrDefault(set.Name() ?? "") is { Installation: not null })
            .Select(set => (Set: set, Number: NumberOf(set)))
            .Where(each => each.Number is not null)
            .ToList();
        if (registered.Count == 0)
        {
            return [];
        }

        var component = new ListOptions { Labels = $"{ArcKinds.ComponentLabel}={ArcKinds.ListenerComponent}" };
        var listening = client.ListAsync(ArcKinds.Listeners, controllerSpace, null, cancellation);
        var running = client.ListAsync(WellKnown.Pods, controllerSpace, component, cancellation);
        await Task.WhenAll(listening, running);
        var (listeners, pods) = ((await listening).Items, (await running).Items);
        var now = client.Options.TimeProvider.GetUtcNow();
        return
        [
            .. registered
                .Where(each => ArcPods.IsDeleted(each.Set) || IsSuspect(now, each.Set.Name()!, listeners, pods))
                .Select(each => new SuspectScaleSet(each.Set.Name()!, each.Number!.Value)),
        ];
    }

    private static int? NumberOf(JsonObject set) =>
        int.TryParse(set.Annotation(ArcKinds.ScaleSetIdAnnotation), out var number) ? number : null;

    private static bool IsSuspect(
        DateTimeOffset now,
        string set,
        IReadOnlyList<JsonObject> listeners,
        IReadOnlyList<JsonObject> pods
    )
    {
        var listener = listeners.FirstOrDefault(each => each.Label(ArcKinds.ScaleSetLabel) == set);
        if (listener is null)
        {
            return false;
        }

        var pod = pods.FirstOrDefault(each => each.Name() == listener.Name());
        if (pod.Items("status", "containerStatuses").Any(each => each.At("state", "terminated") is not null))
        {
            return true;
        }

        return now - listener.Time("metadata", "creationTimestamp") >= Young
            && (!ArcPods.IsReady(pod) || TellingLogs.WasStartedAgain(now, listener, pod));
    }
}
