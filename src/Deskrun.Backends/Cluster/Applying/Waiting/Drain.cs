using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>
/// Waits until ARC has taken a deleted scale set down. Running jobs are waited for as long as they take; once nothing
/// runs there is a deadline.
/// </summary>
internal sealed class Drain(ApplyWork work, string name, bool now)
{
    private string said = "";

    /// <summary>What is done with the runners at each look; nothing when not set.</summary>
    public Func<IReadOnlyList<JsonObject>, Task> AtEachLook { get; init; } = _ => Task.CompletedTask;

    public async Task WaitAsync(CancellationToken cancellation)
    {
        var moved = work.Time.GetTimestamp();
        var before = "";
        while (await FindSetAsync(cancellation) is { } set)
        {
            var runners = await RunnersAsync(cancellation);
            var busy = runners.Where(RunnerJobs.IsBusy).Select(each => each.Name()!).ToList();
            if (now && runners.Count > 0)
            {
                await EndAsync(runners, cancellation);
            }

            await AtEachLook(runners);
            Say(busy);
            var state = string.Join(',', runners.Select(each => each.Name()).Order(StringComparer.Ordinal));
            if (state != before || (busy.Count > 0 && !now))
            {
                (before, moved) = (state, work.Time.GetTimestamp());
            }

            if (work.Time.GetElapsedTime(moved) >= work.Patience.Removed)
            {
                throw new ApplyException(await CauseAsync(set, runners.Count, cancellation));
            }

            await Task.Delay(work.Patience.Step, work.Time, cancellation);
        }
    }

    private async Task<JsonObject?> FindSetAsync(CancellationToken cancellation) =>
        await work.Client.FindAsync(ArcKinds.RunnerSets, work.Namespace, name, cancellation);

    private async Task<IReadOnlyList<JsonObject>> RunnersAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={name}" };
        return (await work.Client.ListAsync(ArcKinds.Runners, work.Namespace, options, cancellation)).Items;
    }

    private async Task EndAsync(IReadOnlyList<JsonObject> runners, CancellationToken cancellation)
    {
        foreach (var runner in runners.Where(each => each.Text("metadata", "deletionTimestamp") is null))
        {
            await work.Client.DeleteAsync(ArcKinds.Runners, work.Namespace, runner.Name()!, cancellation: cancellation);
            await work.Client.DeleteAsync(WellKnown.Pods, work.Namespace, runner.Name()!, cancellation: cancellation);
        }
    }

    private void Say(List<string> busy)
    {
        var text =
            busy.Count == 0
                ? ""
                : $"{name}: {(now ? "ending" : "waiting for")} {busy.Count} running job{(busy.Count == 1 ? "" : "s")} "
                    + $"({string.Join(", ", busy.Take(3))}{(busy.Count > 3 ? ", …" : "")})";
        if (text.Length > 0 && text != said)
        {
            work.Tell(text);
        }

        said = text;
    }

    private async Task<string> CauseAsync(JsonObject set, int runners, CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = "app.kubernetes.io/part-of=gha-rs-controller" };
        var controllers = await work.Client.ListAsync(Protection.Deployments, work.Namespace, options, cancellation);
        var up = controllers.Items.Any(each => (each.Whole("status", "availableReplicas") ?? 0) > 0);
        var held = string.Join(", ", Finalizers.Of(set));
        var why =
            up || controllers.Items.Count == 0
                ? $"ARC's controller has not taken it down ({runners} runner{(runners == 1 ? " is" : "s are")} left; finalizers: {held}): the credential "
                    + "may be dead, or the scale set gone at GitHub"
                : "ARC's controller does not run, and only it can take the scale set down";
        return $"the scale set {name} is still there after {work.Patience.Removed.TotalSeconds:0} s without a running job: "
            + $"{why}. Mend that and try again, or free it with: deskrun gc";
    }
}
