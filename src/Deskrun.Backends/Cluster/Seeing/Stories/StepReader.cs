using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing.Runners;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Stories;

/// <summary>Reads from objects and events when what happened. Pure.</summary>
internal sealed class StepReader(ClusterPicture picture, RunnerParts parts)
{
    private readonly SeenEvents events = new(picture.Events);

    /// <summary>What happened to a scale set itself; its runners have stories of their own.</summary>
    public IEnumerable<ClusterStep> OfSet(ScaleSetState set)
    {
        var found = picture.RunnerSets.FirstOrDefault(each => each.Name() == set.Name);
        var listener = picture.Listeners.FirstOrDefault(each =>
            each.Text("spec", "autoscalingRunnerSetName") == set.Name
        );
        var pod = ArcPods.Find(picture, listener.Name());
        return new[]
        {
            Made(found, "scale set made", null),
            Made(listener, "listener made", null),
            Made(pod, "listener started", null),
            pod.Condition("Ready") is { } ready && ready.Text("status") == "True"
                ? At(ready.Time("lastTransitionTime"), "listening", null, pod.Name())
                : null,
            At(found.Time("metadata", "deletionTimestamp"), "removal asked for", null, null),
        }
            .OfType<ClusterStep>()
            .Concat(Events(found, null))
            .Concat(Events(listener, null))
            .Concat(Events(pod, null))
            .Concat(set.Runners.SelectMany(runner => OfRunner(runner.Name)));
    }

    /// <summary>What happened to a runner.</summary>
    public IEnumerable<ClusterStep> OfRunner(string name)
    {
        var runner = picture.Runners.FirstOrDefault(each => each.Name() == name);
        var pod = parts.Pod(name);
        var instance = parts.Instance(name);
        var compute = instance is null ? [] : parts.Children(instance);
        return new[]
        {
            Made(runner, "runner made", name),
            Made(pod, "compute started", name),
            Made(instance, "instance made", name),
            At(runner.Time("metadata", "deletionTimestamp"), "removal asked for", name, null),
        }
            .OfType<ClusterStep>()
            .Concat(Failures(runner, name))
            .Concat(OfPod(pod, name))
            .Concat(Events(runner, name))
            .Concat(Events(instance, name))
            .Concat(compute.SelectMany(each => OfCompute(each, name)));
    }

    private IEnumerable<ClusterStep> OfCompute(JsonObject compute, string runner) =>
        new[] { Made(compute, $"{compute.Text("kind")} made", runner) }
            .OfType<ClusterStep>()
            .Concat(compute.Text("kind") == "Pod" ? OfPod(compute, runner) : Events(compute, runner));

    private IEnumerable<ClusterStep> OfPod(JsonObject? pod, string runner)
    {
        if (pod is null)
        {
            yield break;
        }

        foreach (var container in pod.Items("status", "containerStatuses"))
        {
            var name = container.Text("name");
            var started =
                container.Time("state", "running", "startedAt") ?? container.Time("state", "terminated", "startedAt");
            if (At(started, "container started", runner, $"{pod.Name()}: {name}") is { } running)
            {
                yield return running;
            }

            var ended = container.At("state", "terminated") ?? container.At("lastState", "terminated");
            if (At(ended.Time("finishedAt"), "container ended", runner, Ended(pod, name, ended)) is { } end)
            {
                yield return end;
            }
        }

        foreach (var step in Events(pod, runner))
        {
            yield return step;
        }
    }

    private static string Ended(JsonObject pod, string? container, JsonNode? ended) =>
        $"{pod.Name()}: {container}, exit code {ended.Whole("exitCode")}"
        + (SeenEvents.OneLine(ended.Text("message")) is { Length: > 0 } text ? $": {text}" : "");

    private static IEnumerable<ClusterStep> Failures(JsonObject? runner, string name) =>
        (runner.At("status", "failures") as JsonObject ?? [])
            .Select(each => At(each.Value.Time(), "trouble", name, "its Pod ended before it had a job"))
            .OfType<ClusterStep>();

    private IEnumerable<ClusterStep> Events(JsonObject? item, string? runner) =>
        item is null
            ? []
            : events
                .All(item.Text("kind") ?? "", item.Name() ?? "")
                .Select(each =>
                    At(
                        each.At,
                        each.IsWarning ? "trouble" : "event",
                        runner,
                        $"{each.Reason}{(each.Count > 1 ? $" ({each.Count} times)" : "")}: {each.Message}"
                    )
                )
                .OfType<ClusterStep>();

    private static ClusterStep? Made(JsonObject? item, string step, string? runner) =>
        At(item.Time("metadata", "creationTimestamp"), step, runner, null);

    private static ClusterStep? At(DateTimeOffset? at, string step, string? runner, string? detail) =>
        at is { } time ? new ClusterStep(time, step, runner, detail) : null;
}
