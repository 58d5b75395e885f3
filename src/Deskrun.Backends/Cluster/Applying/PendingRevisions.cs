using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Frees a release that an interrupted Helm left locked. Only the revision that never came to be is forgotten: what it
/// made carries the release's name and becomes the next revision's.
/// </summary>
internal static class PendingRevisions
{
    public static async Task FreeAsync(ApplyWork work, string space, string release, CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"owner=helm,name={release}" };
        var secrets = await work.Client.ListAsync(WellKnown.Secrets, space, options, cancellation);
        foreach (var pending in secrets.Items.Select(HelmRevision.Read).Where(each => each.IsPending))
        {
            work.Tell($"{release}: freeing revision {pending.Number}, which an interrupted helm left {pending.Status}");
            await work.Client.DeleteAsync(WellKnown.Secrets, space, pending.Secret, cancellation: cancellation);
            await work.AfterStep($"lock {release} freed");
        }
    }
}
