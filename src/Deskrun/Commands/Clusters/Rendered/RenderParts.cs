using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Commands.Clusters.Rendered;

/// <summary>Writes a design as documents that a person reads and other tools take.</summary>
internal static class RenderParts
{
    /// <summary>Everything: each release with its values, and the manifests before each.</summary>
    public static IEnumerable<JsonObject> All(ClusterDesign design) =>
        [
            .. design.Controller.IsForeign
                ? Array.Empty<JsonObject>()
                :
                [
                    Release(
                        design.Controller.Name,
                        design.Controller.Namespace,
                        design.Controller.Chart,
                        design.Controller.Values
                    ),
                ],
            .. design.Kro is { } kro
                ? [Release(kro.Name, kro.Namespace, kro.Chart, kro.Values)]
                : Array.Empty<JsonObject>(),
            .. design.ScaleSets.SelectMany(each =>
                each.Manifests.Append(Release(each.Name, each.Namespace, each.Chart, each.Values))
            ),
        ];

    /// <summary>The values of the scale sets, as Helm takes them.</summary>
    public static IEnumerable<JsonObject> Values(ClusterDesign design) => design.ScaleSets.Select(each => each.Values);

    /// <summary>What is applied before the releases.</summary>
    public static IEnumerable<JsonObject> Manifests(ClusterDesign design) =>
        design.ScaleSets.SelectMany(each => each.Manifests);

    /// <summary>Every image.</summary>
    public static IEnumerable<JsonObject> Images(ClusterDesign design) =>
        [new() { ["images"] = new JsonArray([.. design.Images.Select(each => (JsonNode)each)]) }];

    /// <summary>The steps on an empty cluster.</summary>
    public static IEnumerable<JsonObject> Plan(ClusterDesign design) =>
        [
            new()
            {
                ["plan"] = new JsonArray([
                    .. ClusterPlan
                        .Compare(design, ClusterFound.Nothing)
                        .Steps.Select(step => new JsonObject
                        {
                            ["step"] = step.Kind.ToString().ToLowerInvariant(),
                            ["subject"] = step.Subject.ToString(),
                            ["name"] = step.Name,
                            ["why"] = step.Why,
                        }),
                ]),
            },
        ];

    private static JsonObject Release(string name, string space, ChartReference chart, JsonObject values) =>
        new()
        {
            ["release"] = name,
            ["namespace"] = space,
            ["chart"] = chart.Address,
            ["version"] = chart.Version,
            ["values"] = values.DeepClone(),
        };
}
