using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Backends.Cluster.Seeing.Stories;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>Whose log is wanted.</summary>
internal enum LogSource
{
    /// <summary>The runners'.</summary>
    Runners,

    /// <summary>The scale set's listener's.</summary>
    Listener,

    /// <summary>ARC's controller's.</summary>
    Controller,
}

/// <summary>One log to print.</summary>
/// <param name="Namespace">The Pod's namespace: ARC's own may be another than the runners'.</param>
/// <param name="Pod">The Pod.</param>
/// <param name="Container">Its container.</param>
internal sealed record PodLogWish(string Namespace, string Pod, string Container);

/// <summary>Says which Pods' logs a name means. Pure.</summary>
internal static class PodLogPlan
{
    /// <summary>The logs to print; none when the name means nothing here.</summary>
    public static IReadOnlyList<PodLogWish> Find(ClusterSight sight, string query, LogSource source)
    {
        if (sight is not { Picture: { } picture, State: { } state })
        {
            return [];
        }

        var sets = state.ScaleSets.Where(set => set.Name == query || set.Installation == query).ToList();
        var pods = source switch
        {
            LogSource.Controller => sets.Count == 0 ? [] : new[] { state.Controller.Pod },
            LogSource.Listener => sets.Select(set => set.Listener.Pod),
            _ => state
                .ScaleSets.SelectMany(set =>
                    set.Runners.Where(runner => sets.Contains(set) || StoryTeller.Means(runner, query))
                )
                .SelectMany(runner => Pods(runner.Chain)),
        };
        return
        [
            .. pods.Select(name => picture.Pods.FirstOrDefault(pod => name is not null && pod.Name() == name))
                .OfType<JsonObject>()
                .Select(pod => new PodLogWish(pod.Namespace() ?? sight.Namespace, pod.Name()!, Container(pod))),
        ];
    }

    /// <summary>The Pods of a chain: the runner's own and, with KRO, the compute.</summary>
    private static IEnumerable<string> Pods(ChainNode node) =>
        node
            .Children.SelectMany(Pods)
            .Prepend(node.Kind is "Pod" or "kar Pod" ? node.Name : "")
            .Where(name => name != "");

    private static string Container(JsonObject pod)
    {
        var names = pod.Items("spec", "containers").Select(each => each.Text("name")).OfType<string>().ToList();
        return names.Contains("runner") ? "runner" : names.FirstOrDefault() ?? "runner";
    }
}
