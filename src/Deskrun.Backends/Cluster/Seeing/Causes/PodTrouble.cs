using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Why a Pod does not come to run. Pure; tells only what does not end by itself in a moment.</summary>
internal sealed class PodTrouble(SeenEvents events)
{
    private static readonly string[] ImageReasons =
    [
        "ImagePullBackOff",
        "ErrImagePull",
        "InvalidImageName",
        "ErrImageNeverPull",
        "ImageInspectError",
        "RegistryUnavailable",
    ];

    private static readonly string[] StartReasons =
    [
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    ];

    private static readonly string[] VolumeReasons = ["FailedMount", "FailedAttachVolume", "ProvisioningFailed"];

    /// <summary>The cause; null when nothing is wrong, or it is too early to tell.</summary>
    /// <param name="pod">The Pod.</param>
    /// <param name="who">What the Pod is for people, such as <c>listener</c>.</param>
    /// <param name="imageWay">The way out when its image can't be pulled.</param>
    public Blockage? Find(JsonObject pod, string who, string imageWay)
    {
        var name = pod.Name() ?? "";
        var found = Waiting(pod, who, imageWay) ?? Scheduling(pod, who) ?? Volume(pod, who) ?? Sandbox(pod, who);
        return found is null ? null : found with { Events = Behind(name, found.Events) };
    }

    /// <summary>The newest warnings about a Pod, which outlive it.</summary>
    public IReadOnlyList<ClusterEvent> Warnings(string pod) => events.Warnings("Pod", pod);

    private IReadOnlyList<ClusterEvent> Behind(string pod, IReadOnlyList<ClusterEvent> own) =>
        own.Count > 0 ? own : events.Warnings("Pod", pod);

    private Blockage? Waiting(JsonObject pod, string who, string imageWay)
    {
        var containers = pod.Items("status", "initContainerStatuses").Concat(pod.Items("status", "containerStatuses"));
        foreach (var container in containers)
        {
            var reason = container.Text("state", "waiting", "reason") ?? "";
            var name = container.Text("name");
            var said = SeenEvents.OneLine(container.Text("state", "waiting", "message"));
            if (ImageReasons.Contains(reason))
            {
                var pulled = events
                    .All("Pod", pod.Name() ?? "", "Warning")
                    .FirstOrDefault(each => each.Message.StartsWith("Failed to pull image", StringComparison.Ordinal));
                var why = pulled is null ? (said.Length > 0 ? said : reason) : WithoutImage(pulled.Message);
                return new Blockage(
                    BlockKind.Image,
                    $"{who} {pod.Name()}: the image {container.Text("image")} of container {name} can't be pulled: {why}",
                    imageWay
                );
            }

            if (StartReasons.Contains(reason))
            {
                return new Blockage(
                    BlockKind.Start,
                    $"{who} {pod.Name()}: container {name} can't be started: {reason}: {said}",
                    "mend what it names, then it starts by itself"
                );
            }

            if (reason == "CrashLoopBackOff")
            {
                return new Blockage(
                    BlockKind.Crash,
                    $"{who} {pod.Name()}: container {name} ended {container.Whole("restartCount") ?? 1} times"
                        + Ended(container.At("lastState", "terminated")),
                    "its log tells why"
                );
            }
        }

        return null;
    }

    // "Failed to pull image "x": the reason": the image is named already.
    private static string WithoutImage(string message) =>
        message.IndexOf("\": ", StringComparison.Ordinal) is var end and > 0 ? message[(end + 3)..] : message;

    private static string Ended(JsonNode? terminated) =>
        terminated is null
            ? ""
            : $", last with exit code {terminated.Whole("exitCode")}"
                + (terminated.Text("reason") is { } reason and not "Error" ? $" ({reason})" : "")
                + (SeenEvents.OneLine(terminated.Text("message")) is { Length: > 0 } text ? $": {text}" : "");

    private static Blockage? Scheduling(JsonObject pod, string who)
    {
        var scheduled = pod.Condition("PodScheduled");
        if (scheduled.Text("status") != "False")
        {
            return null;
        }

        var said = SeenEvents.OneLine(scheduled.Text("message"));
        return
            said.Contains("persistentvolumeclaim", StringComparison.OrdinalIgnoreCase)
            || said.Contains("volume node affinity", StringComparison.OrdinalIgnoreCase)
            ? new Blockage(BlockKind.Volume, $"{who} {pod.Name()} waits for its volume: {said}", VolumeWay)
            : new Blockage(
                BlockKind.Scheduling,
                $"no node takes {who} {pod.Name()}: {said}",
                "give the cluster room, or let a runner ask for less: deskrun update NAME --cpus N --memory SIZE"
            );
    }

    private const string MountWay = "mend the folder or volume that it names; it is tried again by itself";

    private const string VolumeWay =
        "check the storage class (kubectl get storageclass, kubectl get pvc), or go without: deskrun update NAME --work-volume none";

    private Blockage? Volume(JsonObject pod, string who)
    {
        if (pod.Text("status", "phase") != "Pending")
        {
            return null;
        }

        // An ephemeral claim is named after its Pod and its volume.
        var claims = pod.Items("spec", "volumes")
            .Select(volume =>
                volume.Text("persistentVolumeClaim", "claimName")
                ?? (volume.At("ephemeral") is null ? null : $"{pod.Name()}-{volume.Text("name")}")
            )
            .OfType<string>();
        var seen = claims
            .SelectMany(claim => events.All("PersistentVolumeClaim", claim, "Warning"))
            .Concat(events.All("Pod", pod.Name() ?? "", "Warning"))
            .Where(each => VolumeReasons.Contains(each.Reason))
            .Take(3)
            .ToList();
        return seen.Count == 0
            ? null
            : new Blockage(
                BlockKind.Volume,
                $"{who} {pod.Name()} can't get its volume: {seen[0].Reason}: {seen[0].Message}",
                seen[0].Reason == "ProvisioningFailed" ? VolumeWay : MountWay
            )
            {
                Events = seen,
            };
    }

    private Blockage? Sandbox(JsonObject pod, string who)
    {
        if (pod.Text("status", "phase") != "Pending")
        {
            return null;
        }

        var failed = events
            .All("Pod", pod.Name() ?? "", "Warning")
            .FirstOrDefault(each => each.Reason is "FailedCreatePodSandBox" or "NetworkNotReady");
        return failed is null
            ? null
            : new Blockage(
                BlockKind.Start,
                $"{who} {pod.Name()} can't be started on its node: {failed.Reason}: {failed.Message}",
                "mend the node or its network; see: kubectl get nodes"
            );
    }
}
