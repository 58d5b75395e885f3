using System.Text.Json.Nodes;
using Deskrun.Installations;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>What must hold across installations.</summary>
internal static class ClusterRules
{
    /// <summary>What is wrong with the settings, whatever the installations are.</summary>
    public static IEnumerable<DesignProblem> Of(ClusterSettings settings, ControllerRelease controller)
    {
        if (!ClusterVersions.AtLeast(controller.Chart.Version, ClusterVersions.OldestArc))
        {
            yield return new DesignProblem(
                "",
                $"ARC {controller.Chart.Version} is too old; {ClusterVersions.OldestArc} or newer is needed: "
                    + (
                        controller.IsForeign
                            ? "upgrade the controller that is in the cluster"
                            : $"deskrun cluster configure --arc-version {ClusterVersions.Arc}"
                    )
            );
        }

        if (settings.KroVersion is { } kro && !ClusterVersions.AtLeast(kro, ClusterVersions.OldestKro))
        {
            yield return new DesignProblem(
                "",
                $"KRO {kro} is too old for kar; {ClusterVersions.OldestKro} or newer is needed: "
                    + $"deskrun cluster configure --kro-version {ClusterVersions.Kro}"
            );
        }
    }

    /// <summary>Why the releases of an installation can't stand beside those that are planned already; null when they can.</summary>
    public static string? Collision(IReadOnlyList<ScaleSetRelease> planned, IReadOnlyList<ScaleSetRelease> next)
    {
        foreach (var release in next)
        {
            if (planned.FirstOrDefault(each => each.Name == release.Name) is { } same)
            {
                return $"its scale set {release.Name} has the name of one of the installation {same.Installation}; "
                    + "rename one of the two";
            }

            if (Graph(release) is not { } graph)
            {
                continue;
            }

            foreach (var other in planned)
            {
                if (Graph(other) is { } there && (there.Name == graph.Name || there.Api == graph.Api))
                {
                    return $"its RGD {graph.Name} ({graph.Api}) and that of the installation {other.Installation} have the same "
                        + "name or kind, which KRO gives to one RGD alone; change metadata.name and spec.schema.kind in one "
                        + "of the two templates";
                }
            }
        }

        return null;
    }

    private static (string Name, string Api)? Graph(ScaleSetRelease release) =>
        release.Manifests.FirstOrDefault(each => each.Text("kind") == "ResourceGraphDefinition") is { } rgd
            ? (rgd.Name() ?? "", $"{Schema(rgd, "kind")}.{Schema(rgd, "group") ?? "kro.run"}")
            : null;

    private static string? Schema(JsonObject rgd, string field) => rgd.Text("spec", "schema", field);
}
