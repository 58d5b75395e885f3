using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing.Causes;
using Deskrun.Kubernetes.Objects;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.Backends.Cluster.Seeing.Runners;

/// <summary>Says where a runner is in its life, and what it is made of. Pure.</summary>
internal sealed class RunnerJudge(ClusterPicture picture, RunnerParts parts, PodTrouble trouble, bool usesKro)
{
    private const string Container = "runner";

    public RunnerState Judge(JsonObject runner)
    {
        var name = runner.Name() ?? "";
        var pod = parts.Pod(name);
        var instance = usesKro ? parts.Instance(name) : null;
        var compute = instance is null ? [] : parts.Children(instance);
        var settings = instance is null ? new ContractSettings() : parts.Settings(instance);
        var computes = Looks(compute, settings);
        var phase = Phase(runner, pod, computes);
        return new RunnerState
        {
            Name = name,
            Phase = phase,
            Since = Since(runner, pod, phase) ?? picture.At,
            JobId = runner.Text("status", "jobId") is { Length: > 0 } job ? job : null,
            JobName = runner.Text("status", "jobDisplayName") is { Length: > 0 } title ? title : null,
            WorkflowRunId = runner.Whole("status", "workflowRunId") is { } run and not 0 ? run : null,
            Blockage =
                phase == ClusterRunnerPhase.Ending
                    ? null
                    : new RunnerTrouble(picture, trouble).Find(runner, pod, instance, computes),
            Chain = RunnerChain.Of(runner, phase, pod, instance, computes, usesKro),
        };
    }

    private static List<ComputeLook> Looks(IReadOnlyList<JsonObject> compute, ContractSettings settings) =>
        [
            .. compute.Select(each => new ComputeLook(
                each,
                ComputeKinds.JudgeOf(Group(each), each.Text("kind") ?? "")?.Judge(each, settings)
            )),
        ];

    private static string Group(JsonObject item) =>
        item.Text("apiVersion") is { } version && version.IndexOf('/') is var slash and > 0 ? version[..slash] : "";

    private ClusterRunnerPhase Phase(JsonObject runner, JsonObject? pod, List<ComputeLook> computes)
    {
        if (ArcPods.IsDeleted(runner) || runner.Text("status", "phase") == "Succeeded")
        {
            return ClusterRunnerPhase.Ending;
        }

        if (runner.Text("status", "phase") is "Failed" or "Outdated")
        {
            return ClusterRunnerPhase.Failed;
        }

        if (runner.Text("status", "jobId") is { Length: > 0 })
        {
            return ClusterRunnerPhase.Running;
        }

        var container = ArcPods.Container(pod, Container);
        if (container.At("state", "terminated") is { } ended)
        {
            return ended.Whole("exitCode") == 0 ? ClusterRunnerPhase.Ending : ClusterRunnerPhase.Starting;
        }

        if (container.At("state", "running") is null)
        {
            return pod.Condition("PodScheduled").Text("status") == "True"
                ? ClusterRunnerPhase.Starting
                : ClusterRunnerPhase.Pending;
        }

        // With KRO this Pod is only the one that makes the compute; the runner is there when the compute runs.
        return !usesKro || computes.Exists(each => each.Seen?.Phase == RunnerPhase.Running)
            ? ClusterRunnerPhase.Idle
            : ClusterRunnerPhase.Starting;
    }

    private static DateTimeOffset? Since(JsonObject runner, JsonObject? pod, ClusterRunnerPhase phase) =>
        phase switch
        {
            ClusterRunnerPhase.Ending => runner.Time("metadata", "deletionTimestamp")
                ?? runner.Time("metadata", "creationTimestamp"),
            ClusterRunnerPhase.Idle => ArcPods.Container(pod, Container).Time("state", "running", "startedAt"),
            ClusterRunnerPhase.Starting => pod.Condition("PodScheduled").Time("lastTransitionTime")
                ?? pod.Time("metadata", "creationTimestamp"),
            _ => null,
        } ?? runner.Time("metadata", "creationTimestamp");
}

/// <summary>An object in which a job runs, and what its judge says.</summary>
/// <param name="Item">The object.</param>
/// <param name="Seen">The judgement; null for a kind that can't be judged.</param>
internal sealed record ComputeLook(JsonObject Item, Observation? Seen);
