using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Waits until the Deployment of a release is up, and says why it isn't.</summary>
internal static class DeploymentGate
{
    /// <exception cref="ApplyException">It isn't in time; the message names the cause.</exception>
    public static async Task PassAsync(ApplyWork work, string space, string release, CancellationToken cancellation)
    {
        JsonObject? last = null;
        var ready = await Wait.ForAsync(
            work,
            work.Patience.Controller,
            async () =>
            {
                var options = new ListOptions { Labels = $"app.kubernetes.io/instance={release}" };
                var all = (await work.Client.ListAsync(Protection.Deployments, space, options, cancellation)).Items;
                last = all.FirstOrDefault(each => !IsUp(each)) ?? all.FirstOrDefault();
                return all.Count > 0 && all.All(IsUp) ? last : null;
            },
            cancellation
        );
        if (ready is null)
        {
            var cause = last is null
                ? "there is no Deployment of it"
                : await CauseAsync(work, space, last, cancellation);
            throw new ApplyException(
                $"{release} is not ready after {work.Patience.Controller.TotalSeconds:0} s: {cause}"
            );
        }
    }

    private static bool IsUp(JsonObject deployment)
    {
        var wanted = deployment.Whole("spec", "replicas") ?? 1;
        return (deployment.Whole("status", "observedGeneration") ?? 0)
                >= (deployment.Whole("metadata", "generation") ?? 0)
            && (deployment.Whole("status", "updatedReplicas") ?? 0) >= wanted
            && (deployment.Whole("status", "availableReplicas") ?? 0) >= wanted;
    }

    private static async Task<string> CauseAsync(
        ApplyWork work,
        string space,
        JsonObject deployment,
        CancellationToken cancellation
    )
    {
        if (deployment.Condition("ReplicaFailure") is { } failure && failure.Text("status") == "True")
        {
            return failure.Text("message") ?? "its Pods can't be made";
        }

        var labels = string.Join(
            ',',
            (deployment.At("spec", "selector", "matchLabels") as JsonObject ?? []).Select(each =>
                $"{each.Key}={each.Value}"
            )
        );
        var pods = await work.Client.ListAsync(
            WellKnown.Pods,
            space,
            new ListOptions { Labels = labels },
            cancellation
        );
        return pods.Items.Select(PodCause.Of).FirstOrDefault(cause => cause is not null)
            ?? (pods.Items.Count == 0 ? "the cluster made no Pod of it" : "its Pod is not ready");
    }
}
