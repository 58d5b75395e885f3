using System.Text.Json.Nodes;
using Deskrun.Installations.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Yaml;
using Deskrun.RunnerContract;
using Deskrun.RunnerContract.Graphs;

namespace Deskrun.Backends.Cluster.Kro;

/// <summary>The RGD that an installation's <c>--template</c> names.</summary>
internal sealed class GraphTemplate
{
    private readonly JsonObject rgd;

    private GraphTemplate(JsonObject rgd) => this.rgd = rgd;

    /// <summary>The RGD as it is in the file.</summary>
    public RunnerGraph Graph => RunnerGraph.Read(rgd);

    /// <summary>Reads a template.</summary>
    /// <param name="path">Its path, for messages.</param>
    /// <param name="text">Its text; null when the file isn't there.</param>
    /// <param name="problem">What is wrong with it and the way out.</param>
    public static GraphTemplate? Read(string path, string? text, out string? problem)
    {
        if (text is null)
        {
            problem = $"--template {path}: there is no such file";
            return null;
        }

        try
        {
            var documents = KubeYaml.ReadManifests(text, path);
            if (documents is not [var only] || only.Text("kind") != "ResourceGraphDefinition")
            {
                problem =
                    $"--template {path}: it must hold exactly one ResourceGraphDefinition, and it holds "
                    + $"{documents.Count} objects ({string.Join(", ", documents.Select(each => each.Text("kind") ?? "no kind"))}); "
                    + "apply the others yourself";
                return null;
            }

            var graph = RunnerGraph.Read(only);
            problem =
                only.Text("apiVersion")?.StartsWith("kro.run/", StringComparison.Ordinal) != true
                    ? $"--template {path}: its apiVersion must be kro.run/v1alpha1, and it is "
                        + (only.Text("apiVersion") ?? "missing")
                : graph.Version.Contains('/')
                    ? $"--template {path}: spec.schema.apiVersion is a version such as v1alpha1, not {graph.Version}; the "
                        + "group goes to spec.schema.group"
                : graph.Name.Length == 0 || graph.Kind.Length == 0
                    ? $"--template {path}: the RGD needs metadata.name and spec.schema.kind"
                : graph.IsClusterScoped
                    ? $"--template {path}: its kind {graph.Kind} is cluster-scoped, and a runner's Pod can't own such an "
                        + "object; leave spec.schema.scope out"
                : null;
            return problem is null ? new GraphTemplate(only) : null;
        }
        catch (KubeYamlException wrong)
        {
            problem = $"--template {wrong.Message}";
            return null;
        }
    }

    /// <summary>
    /// The RGD of one scale set. From two instances on name and kind get the instance's number: KRO gives a kind to one
    /// RGD alone, and kar finds its RGD by the scale set's label.
    /// </summary>
    public JsonObject For(PlannedScaleSet set, JsonObject labels)
    {
        var own = rgd.DeepClone().AsObject();
        var metadata = own["metadata"]!.AsObject();
        var ending = set.Name[set.Installation.Length..];
        if (ending.Length > 0)
        {
            var schema = own["spec"]!["schema"]!.AsObject();
            metadata["name"] = Graph.Name + ending;
            schema["kind"] = Graph.Kind + ending.Replace("-", "", StringComparison.Ordinal);

            // Aliases of the kind would belong to several kinds.
            schema.Remove("plural");
            schema.Remove("shortNames");
        }

        var all = metadata["labels"] as JsonObject ?? [];
        all[ContractKeys.ScaleSetLabel] = set.Name;
        foreach (var (name, value) in labels)
        {
            all[name] = value!.DeepClone();
        }

        metadata["labels"] = all.Parent is null ? all : all.DeepClone();
        own.Remove("status");
        return own;
    }
}
