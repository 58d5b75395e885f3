using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;

namespace Kar.Running;

/// <summary>What to watch of the compute, when the compute itself is judged; pure.</summary>
internal sealed class ChildWatch(RunPlan plan)
{
    /// <summary>The kind in which the job runs, as served; its plural is fixed by its API.</summary>
    public static ResourceKind KindOf(GraphNode node)
    {
        var (group, version) = KubeDiscovery.Split(node.ApiVersion);
        var plural = node.Kind switch
        {
            "Pod" => "pods",
            "Job" => "jobs",
            "VirtualMachine" => "virtualmachines",
            "VirtualMachineInstance" => "virtualmachineinstances",
            _ => "instances",
        };
        return new ResourceKind(group, version, plural, true, node.Kind);
    }

    /// <summary>
    /// The selector of the instance's children: the applyset label, which KRO promises to keep, else the instance's uid.
    /// Null while KRO has not labelled the instance.
    /// </summary>
    public static ListOptions? Select(JsonObject instance)
    {
        if (instance.Label(ContractKeys.ApplySetId) is { Length: > 0 } set)
        {
            return new ListOptions { Labels = $"{ContractKeys.ApplySetPartOf}={set}" };
        }

        var labelled = ContractKeys.KroVersionLabels.Any(key => instance.Label(key) is not null);
        return labelled ? new ListOptions { Labels = $"{ContractKeys.InstanceIdLabels[^1]}={instance.Uid()}" } : null;
    }

    /// <summary>Whether an object is the compute: a graph may make several of a kind.</summary>
    public bool IsCompute(JsonObject child)
    {
        var id = ContractKeys.NodeIdLabels.Select(key => child.Label(key)).FirstOrDefault(value => value is not null);
        return id is null || id == plan.Completion.Compute?.Id;
    }

    /// <summary>What a virtual machine's end is read from: the VirtualMachineInstance of its name.</summary>
    public static ResourceKind? EndOf(JsonObject child) =>
        child.Text("kind") == "VirtualMachine"
            ? new ResourceKind("kubevirt.io", "v1", "virtualmachineinstances", true, "VirtualMachineInstance")
            : null;

    /// <summary>Whether the run is judged by its compute.</summary>
    public bool IsWanted => plan.Completion is { Source: CompletionSource.Child, Compute: not null };
}
