using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Makes or changes one scale set: record, Secret, manifests, Helm release, record.</summary>
internal sealed class ScaleSetApplier(ApplyWork work, ScaleSetRelease release)
{
    private readonly RecordBook book = new(work, release.Namespace);
    private readonly ManifestApplier manifests = new(work);

    /// <summary>Applies it. Running jobs are ARC's own care: a changed set waits for them.</summary>
    /// <param name="credential">Its installation's credential; null leaves the Secret that is there.</param>
    /// <param name="before">Our record so far.</param>
    /// <param name="shared">What other releases of ours applied, too.</param>
    /// <param name="adopt">Whether it is somebody else's so far.</param>
    /// <param name="cancellation">Ends it; the next call completes it.</param>
    public async Task ApplyAsync(
        CredentialSecret? credential,
        ReleaseRecord? before,
        IReadOnlySet<ObjectReference> shared,
        bool adopt,
        CancellationToken cancellation
    )
    {
        var wanted = release.Manifests.Select(ObjectReference.Of).ToList();
        var record = new ReleaseRecord
        {
            Release = release.Name,
            Installation = release.Installation,
            Home = work.Home,
            ChartVersion = release.Chart.Version,
            Hash = release.Hash,
            State = ReleaseState.Applying,
            Adopting = adopt || before is { Adopting: true },
            Manifests = [.. (before?.Manifests ?? []).Union(wanted)],
        };
        await book.WriteAsync(record, cancellation);
        if (credential is not null)
        {
            await SecretApplier.ApplyAsync(work, credential, cancellation);
        }

        foreach (var manifest in release.Manifests)
        {
            await manifests.ApplyAsync(manifest, cancellation);
        }

        await PendingRevisions.FreeAsync(work, release.Namespace, release.Name, cancellation);
        await UpgradeAsync(record.Adopting, before, cancellation);
        await work.AfterStep($"helm {release.Name}");
        if (record.Adopting)
        {
            await new Adoption(work, release).ForgetOldSecretsAsync(cancellation);
        }

        await manifests.RemoveAsync(
            [.. record.Manifests.Where(each => !wanted.Contains(each) && !shared.Contains(each))],
            cancellation
        );
        await book.WriteAsync(
            record with
            {
                State = ReleaseState.Applied,
                Manifests = wanted,
                Adopting = false,
            },
            cancellation
        );
    }

    private async Task UpgradeAsync(bool adopt, ReleaseRecord? before, CancellationToken cancellation)
    {
        try
        {
            await work.Helm.UpgradeAsync(
                release.Name,
                release.Namespace,
                release.Chart,
                release.Values,
                takeOver: adopt,
                cancellation: cancellation
            );
        }
        catch (HelmException failed) when (!cancellation.IsCancellationRequested)
        {
            var undone = await UndoAsync(before, cancellation);
            throw new ApplyException($"{failed.Message}\n{undone}", failed);
        }
    }

    /// <summary>A failed first install is taken away again; a failed change is rolled back to the last good revision.</summary>
    private async Task<string> UndoAsync(ReleaseRecord? before, CancellationToken cancellation)
    {
        var undo = new ScaleSetUndo(work, release);
        if (await undo.LastGoodAsync(cancellation) is not { } revision)
        {
            return await TakeAwayAsync(undo, cancellation);
        }

        try
        {
            var failed = await undo.RollBackAsync(revision, cancellation);
            if (before is not null)
            {
                await book.WriteAsync(before, cancellation);
            }

            return failed
                ? $"{release.Name} was rolled back to revision {revision}."
                : $"{release.Name} is as it was before.";
        }
        catch (HelmException worse)
        {
            return $"Rolling {release.Name} back failed, too: {worse.Message}";
        }
    }

    private async Task<string> TakeAwayAsync(ScaleSetUndo undo, CancellationToken cancellation)
    {
        try
        {
            await undo.RemoveFailedInstallAsync(cancellation);
            return $"Nothing of {release.Name} runs; the next deskrun up tries again.";
        }
        catch (Exception worse) when (worse is ApplyException or HelmException)
        {
            return $"Taking its rest away failed, too: {worse.Message}";
        }
    }
}
