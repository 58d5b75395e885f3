using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.Backends.Cluster.Seeing.Runners;

/// <summary>Tells the objects of a runner as a chain: EphemeralRunner, Pod and, with KRO, instance and compute. Pure.</summary>
internal static class RunnerChain
{
    public static ChainNode Of(
        JsonObject runner,
        ClusterRunnerPhase phase,
        JsonObject? pod,
        JsonObject? instance,
        IReadOnlyList<ComputeLook> computes,
        bool usesKro
    )
    {
        var below =
            !usesKro ? []
            : instance is null ? Missing(pod, "instance", "not made yet")
            : [Instance(instance, computes)];
        var message = runner.Text("status", "message") is { Length: > 0 } said ? SeenEvents.OneLine(said) : null;
        return new ChainNode(
            "EphemeralRunner",
            runner.Name() ?? "",
            phase.ToString().ToLowerInvariant(),
            message,
            pod is null
                ? [new ChainNode("Pod", runner.Name() ?? "", "missing", null, below)]
                : [new ChainNode(usesKro ? "kar Pod" : "Pod", pod.Name() ?? "", PodState(pod), null, below)]
        );
    }

    private static ChainNode Instance(JsonObject instance, IReadOnlyList<ComputeLook> computes)
    {
        var state = InstanceState.Read(instance);
        return new ChainNode(
            instance.Text("kind") ?? "instance",
            instance.Name() ?? "",
            state.State.Length > 0 ? state.State : "new",
            state.State == "ACTIVE" || state.Detail.Length == 0 ? null : SeenEvents.OneLine(state.Detail),
            computes.Count == 0 ? Missing(instance, "compute", "not there") : [.. computes.Select(Compute)]
        );
    }

    private static ChainNode Compute(ComputeLook compute) =>
        new(
            compute.Item.Text("kind") ?? "compute",
            compute.Item.Name() ?? "",
            compute.Seen?.Phase?.ToString().ToLowerInvariant()
                ?? compute.Item.Text("status", "phase")?.ToLowerInvariant()
                ?? "unknown",
            (compute.Seen?.Waiting ?? compute.Seen?.Message) is { } why ? SeenEvents.OneLine(why) : null,
            []
        );

    private static IReadOnlyList<ChainNode> Missing(JsonNode? parent, string kind, string state) =>
        parent is null ? [] : [new ChainNode(kind, parent.Name() ?? "", state, null, [])];

    private static string PodState(JsonObject pod) =>
        ArcPods.IsDeleted(pod) ? "terminating"
        : pod.Items("status", "containerStatuses")
            .Select(each => each.Text("state", "waiting", "reason"))
            .FirstOrDefault(reason => reason is not null and not "ContainerCreating" and not "PodInitializing")
            is { } waiting
            ? waiting
        : (pod.Text("status", "phase") ?? "unknown").ToLowerInvariant();
}
