using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Kro;

/// <summary>Computes the release of KRO.</summary>
internal static class KroValues
{
    public static KroRelease Release(ClusterSettings settings) =>
        new()
        {
            Chart = new ChartReference(
                settings.KroChart ?? ClusterVersions.KroChart,
                "kro",
                settings.KroVersion ?? ClusterVersions.Kro,
                settings.PlainHttp
            ),
            Values = new JsonObject
            {
                ["image"] = new JsonObject
                {
                    ["repository"] = ImageReferences.In(ClusterVersions.KroImage, settings.ImageRegistry),
                    ["pullPolicy"] = "IfNotPresent",
                },

                // KRO gets the rights of each RGD by a ClusterRole of its own; its chart's default is the whole cluster.
                ["rbac"] = new JsonObject { ["mode"] = "aggregation" },

                // The default of one worker makes runners wait for each other.
                ["config"] = new JsonObject { ["dynamicControllerConcurrentReconciles"] = 10 },
            },
        };
}
