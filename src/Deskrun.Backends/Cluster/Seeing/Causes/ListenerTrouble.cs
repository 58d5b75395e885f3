using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Judges a scale set's listener. Pure.</summary>
internal sealed class ListenerTrouble(ClusterPicture picture, PodTrouble pods)
{
    /// <summary>A listener that is younger may simply not be there yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string ImageWay =
        "check the registry, or name a mirror: deskrun cluster configure --image-registry HOST, then: deskrun up";

    public (ListenerState State, Blockage? Blockage) Judge(JsonObject runnerSet, WantedScaleSet set)
    {
        var listener = picture.Listeners.FirstOrDefault(each =>
            each.Text("spec", "autoscalingRunnerSetName") == runnerSet.Name()
        );
        var made = runnerSet.Time("metadata", "creationTimestamp");
        if (listener is not null && Stray(listener, set) is { } stray)
        {
            // Its Pods come and go too fast to tell anything.
            return (new ListenerState(ListenerWord.Failing, null, null), stray);
        }

        if (listener is null)
        {
            return (new ListenerState(ListenerWord.Missing, null, null), Missing(runnerSet, set, made));
        }

        var pod = ArcPods.Find(picture, listener.Name());
        var since = pod.Time("status", "startTime") ?? pod.Time("metadata", "creationTimestamp");
        if (pod is null)
        {
            var age = listener.Time("metadata", "creationTimestamp");
            return (
                new ListenerState(ListenerWord.Missing, null, null),
                IsYoung(age) ? null : Told(listener.Name()!, set) ?? NoPod(listener.Name()!)
            );
        }

        if (ArcPods.IsReady(pod))
        {
            // It runs, yet its log may tell that it gets nowhere: ARC's listener ends after such a line.
            return (
                new ListenerState(ListenerWord.Ready, pod.Name(), ReadySince(pod) ?? since),
                Told(pod.Name()!, set)
            );
        }

        var ended = pod.Items("status", "containerStatuses").Any(each => each.At("state", "terminated") is not null);
        var word = ended ? ListenerWord.Failing : ListenerWord.Starting;
        var why = Told(pod.Name()!, set) ?? pods.Find(pod, "listener", ImageWay) ?? (ended ? Ended(pod) : null);
        return (new ListenerState(word, pod.Name(), since), why);
    }

    /// <summary>
    /// Whether ARC carries a change out: it ends the listener at once, and makes the next one when the running jobs are over.
    /// </summary>
    public bool WaitsForJobs(JsonObject runnerSet) =>
        runnerSet.Text("status", "phase") is null or "" or "Pending"
        && picture.Listeners.All(each => each.Text("spec", "autoscalingRunnerSetName") != runnerSet.Name())
        && picture.Runners.Any(each =>
            each.Label(ArcKinds.ScaleSetLabel) == runnerSet.Name() && RunnerJobs.IsBusy(each)
        );

    private Blockage? Missing(JsonObject runnerSet, WantedScaleSet set, DateTimeOffset? made)
    {
        if (runnerSet.Annotation(ArcKinds.ScaleSetIdAnnotation) is not null)
        {
            return IsYoung(made) || WaitsForJobs(runnerSet)
                ? null
                : new Blockage(
                    BlockKind.ListenerMissing,
                    $"the scale set {set.Name} has no listener",
                    $"see: deskrun logs {set.Installation} --controller"
                );
        }

        // Registering needs a moment; a cause that the log tells already needs none.
        var controller = picture.Pods.FirstOrDefault(ArcPods.IsController).Name();
        return controller is not null
            && picture.Logs.TryGetValue(controller, out var lines)
            && LogTrouble.Find(lines, set.Installation, set.Name) is { } told
                ? told
            : IsYoung(made) ? null
            : new Blockage(
                BlockKind.NotRegistered,
                $"ARC has not registered the scale set {set.Name} at {runnerSet.Text("spec", "githubConfigUrl")}",
                $"see: deskrun logs {set.Installation} --controller"
            );
    }

    private Blockage? Stray(JsonObject listener, WantedScaleSet set) =>
        !IsYoung(listener.Time("metadata", "creationTimestamp"))
        && StrayListeners.Of([listener], picture.EphemeralSets, new HashSet<string> { set.Name }).Count > 0
            ? new Blockage(
                BlockKind.ListenerNotReady,
                $"the listener {listener.Name()} serves the EphemeralRunnerSet {listener.Text("spec", "ephemeralRunnerSetName")}, which is gone",
                "deskrun up lets ARC make it anew"
            )
            : null;

    private Blockage? Told(string pod, WantedScaleSet set) =>
        picture.Logs.TryGetValue(pod, out var lines) ? LogTrouble.Find(lines, set.Installation) : null;

    private static Blockage NoPod(string listener) =>
        new(BlockKind.ListenerMissing, $"the listener {listener} has no Pod", "see: deskrun logs NAME --controller");

    private static Blockage Ended(JsonObject pod)
    {
        var ended = pod.Items("status", "containerStatuses")
            .Select(each => each.At("state", "terminated"))
            .First(each => each is not null);
        return new Blockage(
            BlockKind.ListenerNotReady,
            $"the listener {pod.Name()} ended with exit code {ended.Whole("exitCode")}"
                + (SeenEvents.OneLine(ended.Text("message")) is { Length: > 0 } text ? $": {text}" : ""),
            "ARC starts it again; see: deskrun logs NAME --listener"
        );
    }

    private static DateTimeOffset? ReadySince(JsonObject pod) => pod.Condition("Ready").Time("lastTransitionTime");

    private bool IsYoung(DateTimeOffset? made) => made is { } at && picture.At - at < Patience;
}
