using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Listeners that serve an EphemeralRunnerSet which is gone. Up to 0.14 a busy controller may make two for a new scale
/// set, give the listener one of them and delete it again; the listener then ends and is started again for ever. Deleted,
/// it is made anew with the right one.
/// </summary>
public static class StrayListeners
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>Which of them are; pure.</summary>
    /// <param name="listeners">The AutoscalingListeners.</param>
    /// <param name="sets">The EphemeralRunnerSets, read afterwards.</param>
    /// <param name="names">The scale sets that are asked for.</param>
    public static IReadOnlyList<JsonObject> Of(
        IReadOnlyList<JsonObject> listeners,
        IReadOnlyList<JsonObject> sets,
        IReadOnlySet<string> names
    )
    {
        var there = sets.Select(each => each.Name()!).ToHashSet();
        return
        [
            .. listeners.Where(each =>
                !ArcPods.IsDeleted(each)
                && names.Contains(each.Text("spec", "autoscalingRunnerSetName") ?? "")
                && each.Text("spec", "ephemeralRunnerSetName") is { Length: > 0 } served
                && !there.Contains(served)
            ),
        ];
    }

    /// <summary>Waits until new scale sets have a listener and one EphemeralRunnerSet each, though not for long.</summary>
    internal static async Task SettleAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlySet<string> names,
        CancellationToken cancellation
    )
    {
        if (names.Count > 0)
        {
            await Wait.ForAsync(
                work,
                Settling,
                async () => await AreSettledAsync(work, controllerSpace, names, cancellation) ? "" : null,
                cancellation
            );
        }
    }

    /// <summary>Deletes them.</summary>
    /// <returns>Their names.</returns>
    public static async Task<IReadOnlyList<string>> EndAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlySet<string> names,
        CancellationToken cancellation
    )
    {
        if (names.Count == 0)
        {
            return [];
        }

        var (listeners, sets) = await ReadAsync(work, controllerSpace, cancellation);
        var ended = new List<string>();
        foreach (var each in Of(listeners, sets, names))
        {
            var name = each.Name()!;
            work.Tell(
                $"the listener {name} serves {each.Text("spec", "ephemeralRunnerSetName")}, which is gone; ARC makes it anew"
            );
            var options = new DeleteOptions { Uid = each.Uid() };
            try
            {
                await work.Client.DeleteAsync(ArcKinds.Listeners, controllerSpace, name, options, cancellation);
            }
            catch (KubeException other) when (other.Conflict)
            {
                // ARC has made it anew meanwhile.
                continue;
            }

            ended.Add(name);
            await work.AfterStep($"stray listener {name} ended");
        }

        return ended;
    }

    private static async Task<bool> AreSettledAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlySet<string> names,
        CancellationToken cancellation
    )
    {
        var (listeners, sets) = await ReadAsync(work, controllerSpace, cancellation);
        return names.All(name =>
            listeners.Any(each => each.Text("spec", "autoscalingRunnerSetName") == name)
            && sets.Count(each => each.Label(ArcKinds.ScaleSetLabel) == name) < 2
        );
    }

    private static async Task<(IReadOnlyList<JsonObject> Listeners, IReadOnlyList<JsonObject> Sets)> ReadAsync(
        ApplyWork work,
        string controllerSpace,
        CancellationToken cancellation
    )
    {
        try
        {
            // In this order: a set that is made between the two lists is not missed.
            var listeners = await work.Client.ListAsync(ArcKinds.Listeners, controllerSpace, null, cancellation);
            var sets = await work.Client.ListAsync(ArcKinds.EphemeralSets, work.Namespace, null, cancellation);
            return (listeners.Items, sets.Items);
        }
        catch (KubeException missing) when (missing.NotFound || missing.Forbidden)
        {
            return ([], []);
        }
    }
}
