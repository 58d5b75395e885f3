using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Moving;

/// <summary>
/// ARC keeps an AutoscalingRunnerSet for ever when its scale set is already gone at the service: it takes the 404 for an
/// error. Without the annotation with the scale set's number it has nothing to delete there and lets go.
/// </summary>
public static class GoneScaleSet
{
    /// <summary>Lets ARC forget the number of a scale set that the service does not know any more.</summary>
    /// <param name="client">The way to the cluster.</param>
    /// <param name="space">The scale set's namespace.</param>
    /// <param name="name">The scale set.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Whether there was a number to forget.</returns>
    /// <exception cref="KubeException">The cluster refused or did not answer.</exception>
    public static async Task<bool> ForgetNumberAsync(
        KubeClient client,
        string space,
        string name,
        CancellationToken cancellation
    )
    {
        try
        {
            var set = await client.FindAsync(ArcKinds.RunnerSets, space, name, cancellation);
            if (set.Annotation(ArcKinds.ScaleSetIdAnnotation) is null)
            {
                return false;
            }

            var nothing = new JsonObject
            {
                ["metadata"] = new JsonObject
                {
                    ["annotations"] = new JsonObject { [ArcKinds.ScaleSetIdAnnotation] = null },
                },
            };
            await client.PatchAsync(
                ArcKinds.RunnerSets,
                space,
                name,
                KubePatch.Merge(nothing),
                cancellation: cancellation
            );
            return true;
        }
        catch (KubeException gone) when (gone.NotFound)
        {
            return false;
        }
    }
}
