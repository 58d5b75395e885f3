using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;

namespace Deskrun.KarBench;

/// <summary>Many kars of one scale set, and one KRO that is played for all of them.</summary>
/// <param name="stage">Where; by its graph's route.</param>
/// <param name="job">How long each job runs.</param>
/// <param name="byChild">Whether the end is told by each one's Pod rather than by the instances' status.</param>
internal sealed class Crowd(Stage stage, TimeSpan job, bool byChild)
{
    private static readonly TimeSpan _between = TimeSpan.FromMilliseconds(100);

    /// <summary>CPU seconds per kar, how many ended badly, their requests, and what they warned of.</summary>
    public sealed record Outcome(
        double Cpu,
        int Failed,
        IReadOnlyList<AuditEntry> Requests,
        IReadOnlyList<string> Warnings
    );

    /// <summary>Starts them, ten a second, and waits until all have ended.</summary>
    public async Task<Outcome> RunAsync(int count)
    {
        var shared = await stage.InPodAsync();
        using var end = new CancellationTokenSource();
        var playing = PlayAsync(end.Token);
        var before = ChildUsage.Read();
        var started = TimeProvider.System.GetUtcNow();
        var kars = new List<KarProcess>();
        for (var i = 0; i < count; i++)
        {
            var environment = new Dictionary<string, string>(shared)
            {
                ["KAR_POD_NAME"] = stage.Runner,
                ["RUNNER_NAME"] = $"crowd-{i}",
            };
            foreach (var (name, value) in JobRun.Limits)
            {
                environment[name] = value;
            }

            kars.Add(stage.Kar([], environment));
            await Task.Delay(_between, TimeProvider.System);
        }

        var codes = await Task.WhenAll(kars.Select(kar => kar.ExitAsync(120)));
        var cpu = (ChildUsage.Read() - before) / count;
        await end.CancelAsync();
        await playing;
        var requests = stage
            .Cluster.Audit(stage.User)
            .Where(e => e.Received >= started && e.Resource != "events")
            .DistinctBy(e => e.Line.Text("auditID"));
        var warnings = kars.SelectMany(kar => kar.Said.Split('\n')).Where(line => line.Contains(" WARNING ")).ToList();
        return new Outcome(cpu, codes.Count(code => code != 0), [.. requests], warnings);
    }

    private async Task PlayAsync(CancellationToken end)
    {
        var jobs = new List<Task>();
        try
        {
            var watch = new KubeWatch(stage.Client, Definitions.Instances, stage.Space, new WatchOptions());
            await foreach (var seen in watch.ReadAsync(end))
            {
                if (seen is { Type: WatchEventType.Added, Object: { } instance })
                {
                    jobs.Add(PlayOneAsync(instance.Name()!));
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            await Task.WhenAll(jobs);
        }
    }

    private async Task PlayOneAsync(string name)
    {
        var kro = new KroPlayer(stage.Client, stage.Space, name) { ApplySet = "applyset-" + name };
        try
        {
            if (byChild)
            {
                await PlayPodAsync(kro, name + "-job");
            }
            else
            {
                await kro.StatusAsync("ACTIVE", "Running");
                await Task.Delay(job, TimeProvider.System);
                await kro.StatusAsync("ACTIVE", "Succeeded", 0);
            }
        }
        catch (KubeException e) when (e.NotFound)
        {
            // Its kar failed and removed it, which the exit code tells.
        }
    }

    private async Task PlayPodAsync(KroPlayer kro, string pod)
    {
        await kro.LabelAsync();
        await kro.PodAsync(pod);
        await kro.PodStatusAsync("Running", KroPlayer.Running(), pod: pod);
        await Task.Delay(job, TimeProvider.System);
        await kro.PodStatusAsync("Succeeded", KroPlayer.Terminated(0, "Completed"), pod: pod);
        await stage.Client.DeleteAsync(WellKnown.Pods, stage.Space, pod, new DeleteOptions { GracePeriodSeconds = 0 });
    }
}
