using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Backends.Cluster.Seeing.Causes;
using Deskrun.Installations;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Waits until a changed scale set is registered and its listener runs, and says why it doesn't.</summary>
/// <param name="work">What to act with.</param>
/// <param name="release">The scale set.</param>
/// <param name="controllerSpace">The controller's namespace, where listeners live.</param>
internal sealed class ListenerGate(ApplyWork work, ScaleSetRelease release, string controllerSpace)
{
    /// <summary>Where ARC writes what it saw of a set last: 0.15 and newer, and 0.14.</summary>
    private static readonly string[] SeenHashes =
    [
        "actions.github.com/integrity-hash",
        "actions.github.com/change-hash",
    ];

    private const string Passed = "passed";

    private string? seenBefore;
    private string? before;

    /// <summary>Remembers what ARC has seen so far; called before the change.</summary>
    /// <returns>Whether the scale set is there.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var set = await FindAsync(cancellation);
        (seenBefore, before) = (SeenHash(set), Shape(set));
        return set is not null;
    }

    /// <exception cref="ApplyException">It doesn't listen in time; the message names the cause.</exception>
    public async Task PassAsync(CancellationToken cancellation)
    {
        var seen = await Wait.ForAsync(work, work.Patience.Listening, () => SeeAsync(cancellation), cancellation);
        if (seen != Passed)
        {
            throw new ApplyException(
                $"the scale set {release.Name} does not listen"
                    + (seen is null ? $" after {work.Patience.Listening.TotalSeconds:0} s" : "")
                    + $": {await CauseAsync(cancellation)}"
            );
        }
    }

    /// <summary>Null as long as it may still come.</summary>
    private async Task<string?> SeeAsync(CancellationToken cancellation)
    {
        if (!IsSeen(await FindAsync(cancellation)))
        {
            return null;
        }

        var pod = await FindPodAsync(cancellation);
        if (pod is not null && !ArcPods.IsReady(pod))
        {
            // One that can never come up, because ARC gave it what it deleted afterwards, is no reason to go back.
            await StrayListeners.EndAsync(work, controllerSpace, new HashSet<string> { release.Name }, cancellation);
        }

        return ArcPods.IsReady(pod) || (pod is null && await WaitsForJobsAsync(cancellation)) ? Passed
            : IsHopeless(pod) ? "hopeless"
            : null;
    }

    private async Task<JsonObject?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await work.Client.FindAsync(ArcKinds.RunnerSets, work.Namespace, release.Name, cancellation);
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return null;
        }
    }

    private static string? SeenHash(JsonObject? set) =>
        SeenHashes.Select(each => set.Annotation(each)).FirstOrDefault(each => each is not null);

    /// <summary>What ARC judges a change by: a change of other things is none to it.</summary>
    private static string? Shape(JsonObject? set) =>
        set is null ? null : $"{set.Whole("metadata", "generation")} {set.At("metadata", "labels")?.ToJsonString()}";

    /// <summary>Until ARC has seen the change, the listener that runs is the former one.</summary>
    private bool IsSeen(JsonObject? set) =>
        set is not null
        && !ArcPods.IsDeleted(set)
        && set.Annotation(ArcKinds.ScaleSetIdAnnotation) is { Length: > 0 }
        && (seenBefore is null || SeenHash(set) != seenBefore || Shape(set) == before)
        && set.Text("status", "phase") is null or "" or "Running";

    private async Task<JsonObject?> FindPodAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={release.Name}" };
        var listeners = await work.Client.ListAsync(ArcKinds.Listeners, controllerSpace, options, cancellation);
        return listeners.Items.FirstOrDefault(each => !ArcPods.IsDeleted(each)) is { } alive
            ? await work.Client.FindAsync(WellKnown.Pods, controllerSpace, alive.Name()!, cancellation)
            : null;
    }

    /// <summary>No time mends these.</summary>
    private static bool IsHopeless(JsonObject? pod) =>
        pod.Items("status", "containerStatuses")
            .Any(each => each.At("state", "waiting").Text("reason") is "InvalidImageName" or "ErrImageNeverPull");

    /// <summary>ARC changes a set in place after its jobs: until then it has no listener, and that is as it should be.</summary>
    private async Task<bool> WaitsForJobsAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={release.Name}" };
        var runners = await work.Client.ListAsync(ArcKinds.Runners, work.Namespace, options, cancellation);
        var busy = runners.Items.Count(RunnerJobs.IsBusy);
        if (busy > 0)
        {
            work.Tell($"{release.Name}: ARC changes it when {busy} running job{(busy == 1 ? " has" : "s have")} ended");
        }

        return busy > 0;
    }

    private async Task<string> CauseAsync(CancellationToken cancellation)
    {
        try
        {
            var picture = await new ClusterReader(work.Client).ReadAsync(
                new ClusterReadOptions(work.Namespace) { WithKro = release.Mode == RunnerMode.Kro },
                cancellation
            );
            var wanted = new WantedScaleSet(
                release.Name,
                release.Installation,
                (int)(release.Values.Whole("minRunners") ?? 0),
                (int)(release.Values.Whole("maxRunners") ?? 0),
                release.Mode == RunnerMode.Kro
            );
            if (picture.RunnerSets.FirstOrDefault(each => each.Name() == release.Name) is not { } set)
            {
                return "it is gone";
            }

            var pods = new PodTrouble(new SeenEvents(picture.Events));
            var (listener, blockage) = new ListenerTrouble(picture, pods).Judge(set, wanted);
            return blockage?.ToString().Replace("NAME", release.Installation, StringComparison.Ordinal)
                ?? $"its listener is {listener.Word.ToString().ToLowerInvariant()}";
        }
        catch (KubeException blind)
        {
            return $"why can't be seen ({blind.Message})";
        }
    }
}
