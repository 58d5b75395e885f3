using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing.Causes;
using Deskrun.Kubernetes.Objects;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.Backends.Cluster.Seeing.Runners;

/// <summary>What keeps one runner from going on. Pure.</summary>
internal sealed class RunnerTrouble(ClusterPicture picture, PodTrouble trouble)
{
    /// <summary>A runner that is younger may simply not have its Pod yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string ImageWay =
        "check the name and the registry's access, or take another: deskrun update NAME --image REF";

    public Blockage? Find(JsonObject runner, JsonObject? pod, JsonObject? instance, List<ComputeLook> computes)
    {
        var name = runner.Name() ?? "";
        var said = SeenEvents.OneLine(runner.Text("status", "message"));
        if (runner.Text("status", "phase") == "Outdated" || runner.Text("status", "reason") == "Outdated")
        {
            return Outdated($"GitHub takes no jobs to the runner version in the image of runner {name}");
        }

        if (runner.Text("status", "phase") == "Failed")
        {
            return QuotaTrouble.InWords(said, name) ?? Failed(runner, name, said);
        }

        var found = pod is null
            ? NoPod(runner, name)
            : trouble.Find(pod, "runner", ImageWay) ?? Failures(runner, name, least: 2);
        return found ?? Instance(instance, computes);
    }

    /// <summary>The cause that stops a whole scale set: its runner's version is refused.</summary>
    public static Blockage Outdated(string cause) =>
        new(BlockKind.Outdated, cause, "take a newer image (deskrun update NAME --image REF), then: deskrun up");

    private Blockage Failed(JsonObject runner, string name, string said)
    {
        var reason = runner.Text("status", "reason") is { Length: > 0 } word ? $" ({word})" : "";
        return new Blockage(
            BlockKind.RunnerFailed,
            $"ARC gave up runner {name}{reason}{(said.Length > 0 ? $": {said}" : "")}",
            $"mend the cause, then free its slot: kubectl delete ephemeralrunner {name} -n {picture.Namespace}"
        );
    }

    private Blockage? NoPod(JsonObject runner, string name)
    {
        if (runner.Time("metadata", "creationTimestamp") is { } made && picture.At - made < Patience)
        {
            return null;
        }

        return QuotaTrouble.Find(picture.Quotas, runner.At("spec", "spec"), name)
            ?? Failures(runner, name, least: 1)
            ?? new Blockage(
                BlockKind.Start,
                $"runner {name} has no Pod since {runner.Text("metadata", "creationTimestamp")}",
                "see: deskrun logs NAME --controller"
            );
    }

    /// <summary>ARC waits longer and longer between its tries; what the last Pod said outlives it as an event.</summary>
    private Blockage? Failures(JsonObject runner, string name, int least)
    {
        if (runner.At("status", "failures") is not JsonObject failures || failures.Count < least)
        {
            return null;
        }

        var behind = trouble.Warnings(name);
        var times = failures.Count == 1 ? "once" : $"{failures.Count} times";
        var said = behind.Count > 0 ? $": {behind[0].Message}" : "";
        return new Blockage(
            BlockKind.Crash,
            $"runner {name} ended {times} before it had a job{said}",
            behind.Count > 0 ? "mend what it names; ARC tries again by itself" : $"see: deskrun logs {name}"
        )
        {
            Events = [.. behind.Skip(1)],
        };
    }

    private Blockage? Instance(JsonObject? instance, List<ComputeLook> computes)
    {
        if (instance is null)
        {
            return null;
        }

        var state = InstanceState.Read(instance);
        if (state.IsError)
        {
            return new Blockage(
                BlockKind.Instance,
                $"KRO reports {state.State} on {instance.Text("kind")} {instance.Name()}: {SeenEvents.OneLine(state.Detail)}",
                "mend what it names; KRO tries again by itself"
            );
        }

        foreach (var compute in computes)
        {
            var found =
                compute.Item.Text("kind") == "Pod" ? trouble.Find(compute.Item, "compute", ImageWay)
                : compute.Seen?.Waiting is { } waiting
                    ? new Blockage(
                        BlockKind.Instance,
                        $"{compute.Item.Text("kind")} {compute.Item.Name()} waits: {SeenEvents.OneLine(waiting)}",
                        "mend what it names"
                    )
                : null;
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
