using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract.Access;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;

namespace Deskrun.Backends.Cluster.Kro;

/// <summary>
/// The service account of kar's Pods with exactly the rights that <c>kar rbac</c> prints, and what KRO needs for the same
/// RGD in aggregation mode.
/// </summary>
internal static class KarAccess
{
    /// <summary>The account's and the roles' name.</summary>
    public static string Name(string scaleSet) => "kar-" + scaleSet;

    /// <summary>The manifests, the service account first.</summary>
    /// <param name="rgd">The scale set's RGD.</param>
    /// <param name="scaleSet">The scale set.</param>
    /// <param name="space">The runners' namespace.</param>
    /// <param name="labels">The labels of everything of the scale set.</param>
    /// <param name="facts">What is known of served plurals.</param>
    public static IEnumerable<JsonObject> Manifests(
        JsonObject rgd,
        string scaleSet,
        string space,
        JsonObject labels,
        ClusterFacts facts
    )
    {
        var graph = RunnerGraph.Read(rgd);
        var name = Name(scaleSet);
        yield return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ServiceAccount",
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = space,
                ["labels"] = labels.DeepClone(),
            },
        };
        foreach (
            var manifest in KubeYaml.ReadManifests(AccessYaml.Write(Plan(graph, facts), name, space, name), "kar rbac")
        )
        {
            var metadata = manifest["metadata"]!.AsObject();
            var all = new JsonObject();
            foreach (var (key, value) in labels.Concat(metadata["labels"] as JsonObject ?? []))
            {
                all[key] = value!.DeepClone();
            }

            metadata["labels"] = all;
            yield return manifest;
        }
    }

    private static AccessPlan Plan(RunnerGraph graph, ClusterFacts facts)
    {
        var plurals = graph
            .Nodes.Where(node => node.Kind.Length > 0)
            .DistinctBy(node => (node.Group, node.Kind))
            .ToDictionary(node => (node.Group, node.Kind), node => Plural(node.Group, node.Kind, facts));
        var instances = new ResourceKind(
            graph.Group,
            graph.Version,
            Plural(graph.Group, graph.Kind, facts),
            Namespaced: true,
            graph.Kind
        );
        return AccessPlan.For(
            graph,
            instances,
            SecretRoute.Choose(graph, "runner", arcMadeOne: true),
            CompletionPlan.Decide(graph, ContractSettings.Read(graph)),
            plurals
        );
    }

    private static string Plural(string group, string kind, ClusterFacts facts) =>
        facts.Plurals.TryGetValue($"{group}/{kind}", out var served) ? served : KindPlural.Of(kind);
}
