using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Installs or changes a release that brings CRDs and a controller: ARC's, and KRO.</summary>
internal sealed class ReleaseApplier(ApplyWork work, string name, string space, ChartReference chart)
{
    private readonly RecordBook book = new(work, space);

    /// <summary>Applies CRDs, then the release, and waits until its controller is up.</summary>
    /// <param name="values">The chart's values.</param>
    /// <param name="hash">The release's hash.</param>
    /// <param name="before">Our record so far; null for a new release.</param>
    /// <param name="cancellation">Ends it; the next call completes it.</param>
    /// <exception cref="ApplyException">It failed; what was there before is there again.</exception>
    public async Task ApplyAsync(JsonObject values, string hash, ReleaseRecord? before, CancellationToken cancellation)
    {
        await Namespaces.EnsureAsync(work, space, cancellation);
        var record = new ReleaseRecord
        {
            Release = name,
            ChartVersion = chart.Version,
            Hash = hash,
            State = ReleaseState.Applying,
        };
        if (before is null)
        {
            await ClaimAsync(cancellation);
        }

        await book.WriteAsync(record, cancellation);
        await CrdApplier.ApplyAsync(work, chart, cancellation);
        await PendingRevisions.FreeAsync(work, space, name, cancellation);
        var good = await LastGoodAsync(cancellation);
        try
        {
            await work.Helm.UpgradeAsync(name, space, chart, values, cancellation: cancellation);
            await work.AfterStep($"helm {name}");
            await DeploymentGate.PassAsync(work, space, name, cancellation);
        }
        catch (Exception failed)
            when (failed is HelmException or ApplyException && !cancellation.IsCancellationRequested)
        {
            throw await RollBackAsync(failed, good, before, cancellation);
        }

        await book.WriteAsync(record with { State = ReleaseState.Applied }, cancellation);
    }

    /// <summary>Takes a change that came up, and turned out to be wrong afterwards, back again.</summary>
    /// <param name="revision">The revision that was there.</param>
    /// <param name="before">The record of it.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ApplyException">What was there before does not come up.</exception>
    /// <exception cref="HelmException">Helm can't do it.</exception>
    public async Task GoBackAsync(int revision, ReleaseRecord before, CancellationToken cancellation)
    {
        await PendingRevisions.FreeAsync(work, space, name, cancellation);
        await work.Helm.RollbackAsync(name, space, revision, cancellation);
        await work.AfterStep($"helm {name} rolled back");
        await DeploymentGate.PassAsync(work, space, name, cancellation);
        await book.WriteAsync(before with { UpgradingTo = null }, cancellation);
    }

    /// <summary>A release outside of our namespace that no record calls ours is somebody else's, whatever state it is in.</summary>
    private async Task ClaimAsync(CancellationToken cancellation)
    {
        await book.ClaimAsync(name, cancellation);
        if (space != work.Namespace && (await RevisionsAsync(cancellation)).Count > 0)
        {
            throw new ApplyException(
                $"the Helm release {space}/{name} is there and deskrun did not make it, so it is left alone; mend it, or "
                    + $"remove it: helm uninstall {name} --namespace {space}"
            );
        }
    }

    private async Task<int?> LastGoodAsync(CancellationToken cancellation) =>
        (await RevisionsAsync(cancellation))
            .Where(each => each.Status == "deployed")
            .Select(each => (int?)each.Number)
            .Max();

    private async Task<IReadOnlyList<HelmRevision>> RevisionsAsync(CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"owner=helm,name={name}" };
        var secrets = await work.Client.ListAsync(WellKnown.Secrets, space, options, cancellation);
        return [.. secrets.Items.Select(HelmRevision.Read)];
    }

    /// <summary>A change that failed is undone; a first install stays, so that its Pods can be looked at.</summary>
    private async Task<ApplyException> RollBackAsync(
        Exception failed,
        int? good,
        ReleaseRecord? before,
        CancellationToken cancellation
    )
    {
        if (good is not { } revision)
        {
            if (failed is HelmException)
            {
                await work.Helm.UninstallAsync(name, space, cancellation);
                await book.RemoveAsync(name, cancellation);
                return new ApplyException($"{failed.Message}\nNothing of {name} was left behind.", failed);
            }

            return new ApplyException($"{failed.Message}\nThe next deskrun up goes on from here.", failed);
        }

        try
        {
            await work.Helm.RollbackAsync(name, space, revision, cancellation);
            if (before is not null)
            {
                await book.WriteAsync(before with { UpgradingTo = null }, cancellation);
            }

            return new ApplyException($"{failed.Message}\n{name} was rolled back to revision {revision}.", failed);
        }
        catch (HelmException worse)
        {
            return new ApplyException($"{failed.Message}\nRolling it back failed, too: {worse.Message}", failed);
        }
    }
}
