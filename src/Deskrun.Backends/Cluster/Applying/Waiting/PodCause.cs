using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Says why a Pod is not up.</summary>
internal static class PodCause
{
    /// <summary>The cause; null when the Pod shows none.</summary>
    public static string? Of(JsonObject pod)
    {
        if (pod.Condition("PodScheduled") is { } scheduled && scheduled.Text("status") == "False")
        {
            return $"Pod {pod.Name()} finds no node: {scheduled.Text("message")}";
        }

        foreach (
            var container in pod.Items("status", "initContainerStatuses")
                .Concat(pod.Items("status", "containerStatuses"))
        )
        {
            var state = container.At("state", "waiting") ?? container.At("state", "terminated");
            if (state.Text("reason") is { } reason and not ("ContainerCreating" or "PodInitializing" or "Completed"))
            {
                return $"container {container.Text("name")} of Pod {pod.Name()}: {reason} "
                    + (state.Text("message") ?? container.Text("image") ?? "");
            }
        }

        return null;
    }
}
