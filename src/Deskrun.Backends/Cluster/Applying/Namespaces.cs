using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Makes our namespaces. One that is there is used as it is, and none is ever removed.</summary>
internal static class Namespaces
{
    public static async Task EnsureAsync(ApplyWork work, string space, CancellationToken cancellation)
    {
        var there = await work.Client.FindAsync(WellKnown.Namespaces, null, space, cancellation);
        if (there.Text("status", "phase") == "Terminating")
        {
            throw new ApplyException(
                $"the namespace {space} is being deleted; wait until it is gone, and see what keeps it: "
                    + $"kubectl get namespace {space} -o yaml"
            );
        }

        if (there is not null)
        {
            return;
        }

        var made = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject
            {
                ["name"] = space,
                ["labels"] = new JsonObject { [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun },
            },
        };
        try
        {
            await work.Client.CreateAsync(WellKnown.Namespaces, null, made, cancellation: cancellation);
        }
        catch (KubeException raced) when (raced.AlreadyExists)
        {
            return;
        }

        await work.AfterStep($"namespace {space}");
    }
}
