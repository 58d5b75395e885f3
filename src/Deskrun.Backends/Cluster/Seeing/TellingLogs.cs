using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Logs;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>
/// ARC tells some causes nowhere but in logs: a refused credential, a session that is taken. Reads the ends of the few
/// logs that can tell one, and none when all is well.
/// </summary>
internal sealed class TellingLogs(KubeClient client)
{
    private const int MostListeners = 3;
    private const int Lines = 60;

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(
        ClusterPicture picture,
        CancellationToken cancellation
    )
    {
        var read = Wanted(picture)
            .Select(pod => ReadAsync(ArcPods.Find(picture, pod).Namespace() ?? picture.Namespace, pod, cancellation));
        return (await Task.WhenAll(read)).ToDictionary(each => each.Pod, each => each.Lines);
    }

    /// <summary>The Pods whose log can tell a cause: at most four.</summary>
    internal static IReadOnlyList<string> Wanted(ClusterPicture picture)
    {
        var controller = picture.Pods.FirstOrDefault(ArcPods.IsController);
        var unregistered = picture.RunnerSets.Any(set => set.Annotation(ArcKinds.ScaleSetIdAnnotation) is null);
        var listeners = picture
            .Listeners.Select(listener => (Listener: listener, Pod: ArcPods.Find(picture, listener.Name())))
            .Where(each =>
                each.Pod is not null
                && (!ArcPods.IsReady(each.Pod) || WasStartedAgain(picture.At, each.Listener, each.Pod))
            )
            .Select(each => each.Pod.Name()!)
            .Take(MostListeners);
        return [.. listeners, .. unregistered && controller is not null ? [controller.Name()!] : Array.Empty<string>()];
    }

    /// <summary>ARC replaces a listener's Pod when it ends; the young Pod of an old listener had one before.</summary>
    internal static bool WasStartedAgain(DateTimeOffset now, JsonObject listener, JsonObject pod)
    {
        var started = pod.Time("metadata", "creationTimestamp");
        return now - started < TimeSpan.FromMinutes(3)
            && started - listener.Time("metadata", "creationTimestamp") > TimeSpan.FromSeconds(20);
    }

    private async Task<(string Pod, IReadOnlyList<string> Lines)> ReadAsync(
        string space,
        string pod,
        CancellationToken cancellation
    )
    {
        var lines = new List<string>();
        try
        {
            var end = new PodLogOptions { TailLines = Lines };
            await foreach (var line in new PodLogs(client).ReadAsync(space, pod, end, cancellation))
            {
                lines.Add(line);
            }
        }
        catch (KubeException)
        {
            // Its container never ran, or the right is missing: the other signs have to do.
        }

        return (pod, lines);
    }
}
