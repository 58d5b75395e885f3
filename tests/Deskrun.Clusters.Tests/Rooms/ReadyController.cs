using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>
/// ARC's controller as an <c>up</c> before left it, without a helm that installs it: most tests are about what comes after.
/// </summary>
internal static class ReadyController
{
    private static readonly Lazy<Task> Kinds = new(async () =>
        await ArcWorld.TeachAsync(await TestCluster.SharedAsync())
    );

    public static async Task PutAsync(ClusterRoom room)
    {
        await Kinds.Value;
        var controller = room.Design().Controller;
        await room.Client.CreateAsync(Protection.Deployments, room.Space, Deployment(controller));
        var record = new ReleaseRecord
        {
            Release = controller.Name,
            ChartVersion = controller.Chart.Version,
            Hash = controller.Hash,
            State = ReleaseState.Applied,
        };
        await room.Client.ApplyAsync(WellKnown.ConfigMaps, room.Space, record.ToConfigMap());
    }

    private static JsonObject Deployment(ControllerRelease controller)
    {
        var labels = new JsonObject { ["app.kubernetes.io/instance"] = controller.Name };
        return new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = "Deployment",
            ["metadata"] = new JsonObject
            {
                ["name"] = controller.ServiceAccount,
                ["labels"] = new JsonObject
                {
                    ["app.kubernetes.io/instance"] = controller.Name,
                    ["app.kubernetes.io/part-of"] = "gha-rs-controller",
                    ["app.kubernetes.io/version"] = controller.Chart.Version,
                    ["actions.github.com/controller-service-account-namespace"] = controller.Namespace,
                    ["actions.github.com/controller-service-account-name"] = controller.ServiceAccount,
                    ["actions.github.com/controller-watch-single-namespace"] = controller.Namespace,
                },
            },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = labels },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = labels.DeepClone() },
                    ["spec"] = new JsonObject
                    {
                        ["containers"] = new JsonArray(
                            new JsonObject { ["name"] = "manager", ["image"] = "example.invalid/manager:1" }
                        ),
                    },
                },
            },
        };
    }
}
