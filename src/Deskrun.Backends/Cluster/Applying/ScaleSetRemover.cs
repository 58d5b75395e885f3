using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Takes a scale set away in the order that finalizers need: the set itself, which ARC de-registers with the credential,
/// then the rest of its release, then what stands beside it, and last our record. The installation's Secret outlives them all.
/// </summary>
internal sealed class ScaleSetRemover(ApplyWork work)
{
    private readonly RecordBook book = new(work, work.Namespace);

    /// <summary>Removes it. Interrupted anywhere, the same call completes it.</summary>
    /// <param name="record">Our record of it.</param>
    /// <param name="now">Ends running jobs instead of waiting for them.</param>
    /// <param name="shared">What other releases of ours need, too.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ApplyException">ARC does not take it down; the message says why.</exception>
    public async Task RemoveAsync(
        ReleaseRecord record,
        bool now,
        IReadOnlySet<ObjectReference> shared,
        CancellationToken cancellation
    )
    {
        await book.WriteAsync(record with { State = ReleaseState.Removing }, cancellation);
        await RemoveSetAsync(record.Release, now, cancellation);
        await RemoveReleaseAsync(record.Release, cancellation);
        var manifests = record.Manifests.Where(each => !shared.Contains(each)).ToList();
        await new ManifestApplier(work).RemoveAsync(manifests, cancellation);
        await book.RemoveAsync(record.Release, cancellation);
    }

    /// <summary>Removes the set alone and returns when ARC has taken it down; the release and the Secret stay.</summary>
    public async Task RemoveSetAsync(string name, bool now, CancellationToken cancellation)
    {
        if (!await DeleteSetAsync(name, cancellation))
        {
            return;
        }

        await work.AfterStep($"scale set {name} deleted");
        await new Drain(work, name, now).WaitAsync(cancellation);
        await work.AfterStep($"scale set {name} gone");
    }

    /// <summary>Removes the Helm release and what it left, once the set is gone.</summary>
    public async Task RemoveReleaseAsync(string name, CancellationToken cancellation)
    {
        await FreeAsync(name, cancellation);
        await PendingRevisions.FreeAsync(work, work.Namespace, name, cancellation);
        await work.Helm.UninstallAsync(name, work.Namespace, cancellation);
        await work.AfterStep($"helm {name} uninstalled");

        // Helm may have deleted what got its finalizer meanwhile.
        await FreeAsync(name, cancellation);
        await WaitForRestAsync(name, cancellation);
    }

    private async Task<bool> DeleteSetAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await work.Client.DeleteAsync(ArcKinds.RunnerSets, work.Namespace, name, cancellation: cancellation);
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return false;
        }
    }

    private async Task FreeAsync(string name, CancellationToken cancellation)
    {
        if (await SetIsThereAsync(name, cancellation))
        {
            return;
        }

        foreach (var kind in Protection.Kinds)
        {
            foreach (var item in await RestAsync(kind, name, cancellation))
            {
                await Finalizers.TakeOffAsync(work, kind, item, Protection.CleanupFinalizer, cancellation);
            }
        }
    }

    private async Task<bool> SetIsThereAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await work.Client.FindAsync(ArcKinds.RunnerSets, work.Namespace, name, cancellation) is not null;
        }
        catch (KubeException missing) when (missing.NotFound)
        {
            return false;
        }
    }

    private async Task WaitForRestAsync(string name, CancellationToken cancellation)
    {
        var left = "";
        var gone = await Wait.ForAsync(
            work,
            work.Patience.Gone,
            async () =>
            {
                var all = await Task.WhenAll(Protection.Kinds.Select(kind => RestAsync(kind, name, cancellation)));
                left = string.Join(", ", all.SelectMany(each => each).Select(each => each.Describe()));
                return left.Length == 0 ? "" : null;
            },
            cancellation
        );
        if (gone is null)
        {
            throw new ApplyException(
                $"{left} of {name} did not go within {work.Patience.Gone.TotalSeconds:0} s; deskrun gc frees them"
            );
        }
    }

    private async Task<IReadOnlyList<JsonObject>> RestAsync(
        ResourceKind kind,
        string name,
        CancellationToken cancellation
    )
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={name},app.kubernetes.io/managed-by=Helm" };
        return (await work.Client.ListAsync(kind, work.Namespace, options, cancellation)).Items;
    }
}
