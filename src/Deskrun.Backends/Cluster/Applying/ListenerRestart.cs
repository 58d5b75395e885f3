using System.Globalization;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Makes ARC read a changed Secret. Runners and their jobs are not touched.</summary>
public static class ListenerRestart
{
    private const string Changed = "deskrun.dev/credential-changed";

    /// <summary>
    /// Below 0.14.2 ARC never looks at the Secret again: the listeners are deleted, and the controller makes others at once.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> RunAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlyCollection<string> scaleSets,
        CancellationToken cancellation
    )
    {
        var ours = await FindAsync(work, controllerSpace, scaleSets, cancellation);
        foreach (var name in ours)
        {
            await work.Client.DeleteAsync(ArcKinds.Listeners, controllerSpace, name, cancellation: cancellation);
            await work.AfterStep($"listener {name} restarted");
        }

        return ours.Count;
    }

    /// <summary>
    /// From 0.14.2 on ARC compares the Secret whenever it looks at a listener, and it looks when the listener changes: without
    /// this, a listener goes on with the old credential until that is refused.
    /// </summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> PromptAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlyCollection<string> scaleSets,
        CancellationToken cancellation
    )
    {
        try
        {
            var ours = await FindAsync(work, controllerSpace, scaleSets, cancellation);
            var now = work.Time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            var change = new JsonObject
            {
                ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [Changed] = now } },
            };
            foreach (var name in ours)
            {
                await work.Client.PatchAsync(
                    ArcKinds.Listeners,
                    controllerSpace,
                    name,
                    KubePatch.Merge(change),
                    cancellation: cancellation
                );
                await work.AfterStep($"listener {name} prompted");
            }

            return ours.Count;
        }
        catch (KubeException refused) when (refused.Forbidden || refused.NotFound)
        {
            work.Tell($"warning: ARC takes the new credential only when the old one is refused: {refused.Message}");
            return 0;
        }
    }

    private static async Task<IReadOnlyList<string>> FindAsync(
        ApplyWork work,
        string controllerSpace,
        IReadOnlyCollection<string> scaleSets,
        CancellationToken cancellation
    )
    {
        var all = await work.Client.ListAsync(ArcKinds.Listeners, controllerSpace, null, cancellation);
        return
        [
            .. all
                .Items.Where(each => scaleSets.Contains(each.Label(ArcKinds.ScaleSetLabel) ?? ""))
                .Select(each => each.Name()!),
        ];
    }
}
