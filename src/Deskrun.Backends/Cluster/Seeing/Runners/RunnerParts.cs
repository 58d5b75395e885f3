using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.RunnerContract;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.Backends.Cluster.Seeing.Runners;

/// <summary>Finds what belongs together: runner, Pod, instance, compute. Built once for a picture.</summary>
internal sealed class RunnerParts
{
    private readonly Dictionary<string, JsonObject> pods = [];
    private readonly Dictionary<string, JsonObject> instances = [];
    private readonly ILookup<string, JsonObject> bySet;
    private readonly ILookup<string, JsonObject> byInstance;
    private readonly ILookup<string, JsonObject> runners;

    public RunnerParts(ClusterPicture picture)
    {
        Graphs = [.. picture.Graphs.Select(RunnerGraph.Read)];
        foreach (var pod in picture.Pods)
        {
            pods[pod.Name() ?? ""] = pod;
        }

        foreach (var instance in picture.Instances)
        {
            var runner = instance.Annotation(ContractKeys.Runner) ?? instance.Label(ContractKeys.Runner);
            instances[runner ?? instance.Name() ?? ""] = instance;
        }

        var made = picture.Pods.Concat(picture.Computes).ToList();
        bySet = made.Where(each => each.Label(ContractKeys.ApplySetPartOf) is not null)
            .ToLookup(each => each.Label(ContractKeys.ApplySetPartOf)!);
        byInstance = made.Where(each => InstanceId(each) is not null).ToLookup(each => InstanceId(each)!);
        runners = picture.Runners.ToLookup(each => each.Label(ArcKinds.ScaleSetLabel) ?? "");
    }

    public IReadOnlyList<RunnerGraph> Graphs { get; }

    /// <summary>The runners of a scale set, by name.</summary>
    public IEnumerable<JsonObject> Of(string scaleSet) =>
        runners[scaleSet].OrderBy(each => each.Name(), StringComparer.Ordinal);

    public JsonObject? Pod(string runner) => pods.GetValueOrDefault(runner);

    public JsonObject? Instance(string runner) => instances.GetValueOrDefault(runner);

    /// <summary>What an instance made: its compute, and whatever else of it the picture holds.</summary>
    public IReadOnlyList<JsonObject> Children(JsonObject instance)
    {
        var id = instance.Label(ContractKeys.ApplySetId);
        var found = id is null ? [] : bySet[id].ToList();
        return found.Count > 0 ? found : [.. byInstance[instance.Uid() ?? ""]];
    }

    /// <summary>How the RGD of an instance wants its compute judged.</summary>
    public ContractSettings Settings(JsonObject instance) =>
        Graphs.FirstOrDefault(graph =>
            graph.Kind == instance.Text("kind") && graph.ApiVersion == instance.Text("apiVersion")
        )
            is { } graph
            ? ContractSettings.Read(graph)
            : new ContractSettings();

    private static string? InstanceId(JsonObject child) =>
        ContractKeys.InstanceIdLabels.Select(label => child.Label(label)).FirstOrDefault(id => id is not null);
}
