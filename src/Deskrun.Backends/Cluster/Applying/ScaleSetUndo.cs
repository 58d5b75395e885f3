using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Undoes what a failed Helm left of a scale set.</summary>
internal sealed class ScaleSetUndo(ApplyWork work, ScaleSetRelease release)
{
    /// <summary>The last revision that was deployed; null when there is none.</summary>
    public async Task<int?> LastGoodAsync(CancellationToken cancellation) =>
        (await RevisionsAsync(cancellation))
            .Where(each => each.Status == "deployed")
            .Select(each => (int?)each.Number)
            .Max();

    /// <summary>Rolls back when a newer revision failed.</summary>
    /// <returns>Whether there was anything to roll back: values that the schema refuses make no revision.</returns>
    public async Task<bool> RollBackAsync(int revision, CancellationToken cancellation)
    {
        var newest = (await RevisionsAsync(cancellation)).Max(each => each.Number);
        if (newest == revision)
        {
            return false;
        }

        await work.Helm.RollbackAsync(release.Name, release.Namespace, revision, cancellation);
        await work.AfterStep($"helm {release.Name} rolled back");
        return true;
    }

    /// <summary>Removes the rest of a first install that failed; without a scale set nobody frees its finalizers but us.</summary>
    public async Task RemoveFailedInstallAsync(CancellationToken cancellation)
    {
        if ((await RevisionsAsync(cancellation)).Count > 0)
        {
            // Nothing of it has run for long; what it made goes as any scale set goes.
            var remover = new ScaleSetRemover(work);
            await remover.RemoveSetAsync(release.Name, now: true, cancellation);
            await remover.RemoveReleaseAsync(release.Name, cancellation);
        }
    }

    private async Task<IReadOnlyList<HelmRevision>> RevisionsAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"owner=helm,name={release.Name}" };
        var secrets = await work.Client.ListAsync(WellKnown.Secrets, release.Namespace, options, cancellation);
        return [.. secrets.Items.Select(HelmRevision.Read)];
    }
}
