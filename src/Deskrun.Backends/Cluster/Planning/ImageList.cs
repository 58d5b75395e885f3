using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Collects the images that a design names.</summary>
internal static class ImageList
{
    public static IReadOnlyList<string> Of(
        ControllerRelease controller,
        KroRelease? kro,
        IReadOnlyList<ScaleSetRelease> scaleSets
    )
    {
        var images = new SortedSet<string>(StringComparer.Ordinal);
        if (!controller.IsForeign)
        {
            images.Add($"{controller.Values.Text("image", "repository")}:{controller.Chart.Version}");
        }

        if (kro is not null)
        {
            images.Add($"{kro.Values.Text("image", "repository")}:{kro.Chart.Version}");
        }

        foreach (var scaleSet in scaleSets)
        {
            var pod = scaleSet.Values.At("template", "spec");
            foreach (var container in pod.Items("initContainers").Concat(pod.Items("containers")))
            {
                images.Add(container.Text("image")!);
            }
        }

        return [.. images];
    }
}
