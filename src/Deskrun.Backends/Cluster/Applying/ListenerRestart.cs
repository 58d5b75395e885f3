using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Makes ARC read a changed Secret where it doesn't notice one by itself: the listener is deleted, and the controller
/// makes another one at once. Runners and their jobs are not touched.
/// </summary>
public static class ListenerRestart
{
    /// <summary>Restarts the listeners of scale sets.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> RunAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlyCollection<string> scaleSets,
        CancellationToken cancellation
    )
    {
        var all = await work.Client.ListAsync(ArcKinds.Listeners, controllerSpace, null, cancellation);
        var ours = all
            .Items.Where(each => scaleSets.Contains(each.Label(ArcKinds.ScaleSetLabel) ?? ""))
            .Select(each => each.Name()!)
            .ToList();
        foreach (var name in ours)
        {
            await work.Client.DeleteAsync(ArcKinds.Listeners, controllerSpace, name, cancellation: cancellation);
            await work.AfterStep($"listener {name} restarted");
        }

        return ours.Count;
    }
}
