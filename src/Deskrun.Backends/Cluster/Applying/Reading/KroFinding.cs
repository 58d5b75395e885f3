using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>Tells whether KRO is in the cluster, and whose it is.</summary>
internal static class KroFinding
{
    public static KroFound? Of(IReadOnlyList<JsonObject> deployments, ReleaseRecord? record)
    {
        if (record is not null)
        {
            return new KroFound(record.ChartVersion, record.Found);
        }

        return deployments.Count == 0
            ? null
            : new KroFound((deployments[0].Label("app.kubernetes.io/version") ?? "").TrimStart('v'), null);
    }
}
