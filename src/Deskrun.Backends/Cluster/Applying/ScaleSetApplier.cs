using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Makes or changes one scale set: record, Secret, manifests, Helm release, record.</summary>
/// <param name="work">What to act with.</param>
/// <param name="release">The scale set.</param>
/// <param name="care">What is asked of it in the end.</param>
/// <param name="controllerSpace">The controller's namespace.</param>
internal sealed class ScaleSetApplier(
    ApplyWork work,
    ScaleSetRelease release,
    ScaleSetCare care,
    string controllerSpace
)
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
        if (before is null)
        {
            await book.ClaimAsync(release.Name, cancellation);
        }

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
        var gate = new ListenerGate(work, release, controllerSpace);
        var wasThere = await gate.LookAsync(cancellation);
        var good = wasThere && care == ScaleSetCare.Gated ? await LastGoodAsync(cancellation) : null;
        await UpgradeAsync(record.Adopting, wasThere, before, cancellation);
        await work.AfterStep($"helm {release.Name}");
        if (care != ScaleSetCare.Told)
        {
            await PassAsync(gate, good, before, cancellation);
        }

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

    private Task<int?> LastGoodAsync(CancellationToken cancellation) =>
        new ScaleSetUndo(work, release).LastGoodAsync(cancellation);

    private async Task PassAsync(ListenerGate gate, int? good, ReleaseRecord? before, CancellationToken cancellation)
    {
        try
        {
            await gate.PassAsync(cancellation);
        }
        catch (ApplyException failed) when (care == ScaleSetCare.Gated && !cancellation.IsCancellationRequested)
        {
            var undone = good is { } revision
                ? await RollBackAsync(revision, before, cancellation)
                : $"{release.Name} stays, so that it can be looked at; the next deskrun up goes on from here.";
            throw new ApplyException($"{failed.Message}\n{undone}", failed);
        }
    }

    private async Task UpgradeAsync(bool adopt, bool wasThere, ReleaseRecord? before, CancellationToken cancellation)
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
        catch (HelmException failed) when (care != ScaleSetCare.GatedTogether && !cancellation.IsCancellationRequested)
        {
            var undone = await UndoAsync(wasThere, before, cancellation);
            throw new ApplyException($"{failed.Message}\n{undone}", failed);
        }
    }

    /// <summary>
    /// A failed first install is taken away again; a failed change is rolled back to the last good revision. A set that
    /// was taken down before is left to the next call: its last revision may be of a version that the controller deletes.
    /// </summary>
    private async Task<string> UndoAsync(bool wasThere, ReleaseRecord? before, CancellationToken cancellation)
    {
        var undo = new ScaleSetUndo(work, release);
        return await undo.LastGoodAsync(cancellation) is not { } revision ? await TakeAwayAsync(undo, cancellation)
            : wasThere ? await RollBackAsync(revision, before, cancellation)
            : $"{release.Name} is half made; the next deskrun up goes on from here.";
    }

    private async Task<string> RollBackAsync(int revision, ReleaseRecord? before, CancellationToken cancellation)
    {
        try
        {
            var failed = await new ScaleSetUndo(work, release).RollBackAsync(revision, cancellation);
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
