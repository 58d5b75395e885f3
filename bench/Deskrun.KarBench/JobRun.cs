using Deskrun.Kubernetes.Verbs;

namespace Deskrun.KarBench;

/// <summary>One finished job of one kar: times in milliseconds, memory in MiB, CPU in seconds.</summary>
internal sealed record JobRun(
    double Accepted,
    double Deletion,
    double PeakMiB,
    double Cpu,
    IReadOnlyList<AuditEntry> Requests
)
{
    /// <summary>Whatever happens to this process, a kar that it started ends by itself.</summary>
    public static IReadOnlyList<(string Name, string Value)> Limits { get; } =
    [("KAR_PROVISION_TIMEOUT", "2m"), ("KAR_JOB_TIMEOUT", "2m"), ("KAR_CLEANUP_TIMEOUT", "20s")];

    /// <summary>Runs one, playing KRO and kubelet.</summary>
    /// <param name="stage">Where; by its graph's route.</param>
    /// <param name="byChild">Whether the end is told by the Pod rather than by the instance's status.</param>
    public static async Task<JobRun> RunAsync(Stage stage, bool byChild)
    {
        var environment = await stage.InPodAsync();
        foreach (var (name, value) in Limits)
        {
            environment[name] = value;
        }

        var before = ChildUsage.Read();
        var started = TimeProvider.System.GetUtcNow();
        await using var kar = stage.Kar([], environment);
        await stage.Kro.AcceptAsync();

        // From here on, so that it does not disturb the start; the mark it reads holds the start, too.
        var memory = PeakMemory.FollowAsync(kar.Id);
        if (byChild)
        {
            await stage.Kro.PodAsync();
            await stage.Kro.PodStatusAsync("Running", KroPlayer.Running());
            await kar.SaysAsync("Running");
            await stage.Kro.PodStatusAsync("Succeeded", KroPlayer.Terminated(0, "Completed"));
        }
        else
        {
            await stage.Kro.StatusAsync("ACTIVE", "Running");
            await kar.SaysAsync("Running");
            await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);
        }

        if (await kar.ExitAsync() != 0)
        {
            throw new InvalidOperationException($"kar failed:\n{kar.Said}");
        }

        var cpu = ChildUsage.Read() - before;
        if (byChild)
        {
            var now = new DeleteOptions { GracePeriodSeconds = 0 };
            await stage.Client.DeleteAsync(WellKnown.Pods, stage.Space, "demo-job", now);
        }

        var lines = stage.Cluster.Audit().Where(e => e.Received >= started).ToList();
        var own = lines.Where(e => e.User == stage.User).ToList();
        var create = own.Single(e => e is { Verb: "create", Resource: "podrunnerz", Code: 201 });
        var end = lines.Last(e => e is { Verb: "patch", Resource: "podrunnerz/status" or "pods/status" });
        var delete = own.First(e => e is { Verb: "delete", Resource: "podrunnerz" });

        // The event can reach kar before the answer to the patch is complete: a time below zero is one of nothing.
        return new JobRun(
            (create.Reached!.Value - started).TotalMilliseconds,
            (delete.Received!.Value - end.Reached!.Value).TotalMilliseconds,
            await memory,
            cpu,
            [.. own.Where(e => e.Resource != "events").DistinctBy(e => e.Line.Text("auditID"))]
        );
    }
}
