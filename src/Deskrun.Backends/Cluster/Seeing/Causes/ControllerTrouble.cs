using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Judges ARC's controller. Pure.</summary>
internal static class ControllerTrouble
{
    private const string ImageWay =
        "check the registry, or name a mirror: deskrun cluster configure --image-registry HOST, then: deskrun up";

    public static ControllerState Judge(ClusterPicture picture, PodTrouble pods)
    {
        var all = picture.Pods.Where(ArcPods.IsController).ToList();
        var pod = all.FirstOrDefault(ArcPods.IsReady) ?? all.FirstOrDefault();
        var version = pod.Label("app.kubernetes.io/version");
        if (ArcPods.IsReady(pod))
        {
            return new ControllerState(true, pod.Name(), version, null);
        }

        var blockage =
            !picture.ArcIsThere
                ? new Blockage(
                    BlockKind.ControllerMissing,
                    "ARC is not installed in this cluster",
                    "install it with: deskrun up"
                )
            : pod is null && picture.ControllerIsUnknown ? null
            : pod is null
                ? new Blockage(
                    BlockKind.ControllerMissing,
                    $"no Pod of ARC's controller in namespace {picture.Namespace}",
                    "make it again: deskrun up; see: deskrun cluster status"
                )
            : NotReady(pod, pods);
        return new ControllerState(false, pod.Name(), version, blockage);
    }

    private static Blockage NotReady(JsonObject pod, PodTrouble pods)
    {
        var found = pods.Find(pod, "ARC's controller", ImageWay);
        return found is null
            ? new Blockage(
                BlockKind.ControllerNotReady,
                $"ARC's controller {pod.Name()} is not ready ({pod.Text("status", "phase") ?? "no phase"})",
                "see: deskrun logs NAME --controller"
            )
            : found with
            {
                // The image, node or volume is the reason; what a person looks for first is the controller.
                Kind = found.Kind is BlockKind.Crash or BlockKind.Start ? BlockKind.ControllerNotReady : found.Kind,
            };
    }
}
