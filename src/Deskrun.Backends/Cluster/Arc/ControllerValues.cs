using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Computes the release of ARC's controller.</summary>
internal static class ControllerValues
{
    /// <summary>The name that the chart gives to what it makes for our release.</summary>
    private const string Account = ReleaseKeys.ControllerRelease + "-gha-rs-controller";

    public static ControllerRelease Release(ClusterSettings settings, ClusterFacts facts)
    {
        var chart = Chart(settings, "gha-runner-scale-set-controller");
        return facts.Controller is { } foreign
            ? new ControllerRelease
            {
                Namespace = foreign.Namespace,
                ServiceAccount = foreign.ServiceAccount,
                IsForeign = true,
                Chart = chart with { Version = foreign.Version },
                Values = [],
            }
            : new ControllerRelease
            {
                Namespace = settings.Namespace,
                ServiceAccount = Account,
                Chart = chart,
                Values = Values(settings),
            };
    }

    /// <summary>One of ARC's two charts.</summary>
    public static ChartReference Chart(ClusterSettings settings, string name) =>
        new(
            settings.ArcCharts ?? ClusterVersions.ArcCharts,
            name,
            settings.ArcVersion ?? ClusterVersions.Arc,
            settings.PlainHttp
        );

    private static JsonObject Values(ClusterSettings settings) =>
        new()
        {
            ["image"] = new JsonObject
            {
                ["repository"] = ImageReferences.In(ClusterVersions.ArcImage, settings.ImageRegistry),
                ["pullPolicy"] = "IfNotPresent",
            },
            ["labels"] = new JsonObject { [ReleaseKeys.ManagedBy] = ReleaseKeys.Deskrun },
            ["serviceAccount"] = new JsonObject { ["create"] = true, ["name"] = Account },
            ["flags"] = new JsonObject
            {
                ["logLevel"] = "info",

                // Our namespace alone: with rights in it, and beside the controllers of others.
                ["watchSingleNamespace"] = settings.Namespace,

                // A changed scale set waits for its running jobs instead of running twice as many.
                ["updateStrategy"] = "eventual",
            },
            ["podSecurityContext"] = new JsonObject
            {
                ["runAsNonRoot"] = true,
                ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
            },
            ["securityContext"] = PodParts.Restricted(),
        };
}
