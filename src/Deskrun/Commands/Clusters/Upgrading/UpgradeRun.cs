using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Applying;

namespace Deskrun.Commands.Clusters.Upgrading;

/// <summary>
/// Brings a cluster to another version of ARC: drain, CRDs, controller, scale sets that have to listen in the end; back
/// again when that fails.
/// </summary>
internal sealed class UpgradeRun(
    CliContext context,
    ClusterAccess access,
    ClusterTools tools,
    PlanPreparation preparation
)
{
    /// <summary>Looks for everything that would stop it.</summary>
    /// <returns>The runners that have a job now.</returns>
    /// <exception cref="CliException">Something would; nothing was changed.</exception>
    public async Task<IReadOnlyList<string>> PreflightAsync(PreparedPlan prepared, CancellationToken cancellation)
    {
        PlanPreparation.CheckRefusals(prepared);
        var upgrade = await UpgradeAsync(prepared, cancellation);
        var problems = await upgrade.ProblemsAsync(cancellation);
        if (problems.Count > 0)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"{string.Join(Environment.NewLine, problems)}{Environment.NewLine}Nothing was changed."
            );
        }

        await preparation.CheckRightsAsync(prepared, cancellation);
        return upgrade.IsInPlace ? [] : await upgrade.RunningAsync(cancellation);
    }

    /// <summary>Does it.</summary>
    /// <exception cref="ApplyException">It failed; the message says what runs now.</exception>
    public async Task CarryOutAsync(
        PreparedPlan prepared,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        bool now,
        CancellationToken cancellation
    )
    {
        var upgrade = await UpgradeAsync(prepared, cancellation);
        if (!upgrade.IsInPlace)
        {
            Say($"taking the scale sets down: ARC {upgrade.To} would delete those of {upgrade.From} …");
            await upgrade.DrainAsync(now, cancellation);
        }

        var care = upgrade.IsInPlace ? ScaleSetCare.Gated : ScaleSetCare.GatedTogether;
        try
        {
            await ApplyAsync(prepared, prepared.Plan, care, credentials, cancellation);
        }
        catch (Exception failed)
            when (failed is ApplyException or HelmException
                && !cancellation.IsCancellationRequested
                && upgrade.From is not null
            )
        {
            throw await GoBackAsync(failed, prepared, upgrade, credentials, now, cancellation);
        }
    }

    /// <summary>Brings what was there before back, as far as that is possible, and says what runs now.</summary>
    private async Task<ApplyException> GoBackAsync(
        Exception failed,
        PreparedPlan prepared,
        ClusterUpgrade upgrade,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        bool now,
        CancellationToken cancellation
    )
    {
        try
        {
            var from = upgrade.From!;
            var back = await preparation.RunAsync(new ClusterApplyOptions(), from, cancellation);
            var there = back.Reading.Found.Controller;
            if (there?.Version == upgrade.To && upgrade.IsInPlace)
            {
                return Ended(failed, $"The controller runs {upgrade.To}. Mend that and go on with: deskrun upgrade");
            }

            if (there is { State: ReleaseState.Applied } && there.Version != from)
            {
                Say($"a scale set does not come up, so all of it goes back to {from} …");
                back = await ReturnAsync(prepared, back, from, now, cancellation) ?? back;
                there = back.Reading.Found.Controller;
            }

            if (there is not { State: ReleaseState.Applied } || there.Version != from)
            {
                return Ended(failed, "Mend that, then go on with: deskrun upgrade");
            }

            Say($"bringing the scale sets back with {from} …");
            var sets = back.Plan.Steps.Where(step => step.Subject == PlanSubject.ScaleSet).ToList();
            await ApplyAsync(back, new ClusterPlan(sets), ScaleSetCare.Told, credentials, cancellation);
            return Ended(
                failed,
                $"Controller and scale sets are back at {from}. Mend that and try deskrun upgrade again, or keep the "
                    + "version with: deskrun cluster configure"
            );
        }
        catch (Exception worse) when (ApplyFailures.IsExpected(worse) && !cancellation.IsCancellationRequested)
        {
            return Ended(
                failed,
                $"Going back failed, too: {worse.Message}{Environment.NewLine}Mend that, then go on with: deskrun upgrade"
            );
        }
    }

    /// <returns>What is there afterwards; null when there is no way back.</returns>
    private async Task<PreparedPlan?> ReturnAsync(
        PreparedPlan prepared,
        PreparedPlan now,
        string from,
        bool endJobs,
        CancellationToken cancellation
    )
    {
        var work = tools.Work(prepared.Settings, await tools.HelmAsync(cancellation));
        var way = new UpgradeReturn(work, prepared.Reading);
        if (!way.IsPossible)
        {
            return null;
        }

        await way.RunAsync(prepared.Design, now.Reading, endJobs, cancellation);
        return await preparation.RunAsync(new ClusterApplyOptions(), from, cancellation);
    }

    private static ApplyException Ended(Exception failed, string how) =>
        new($"{failed.Message}{Environment.NewLine}{how}", failed);

    private async Task ApplyAsync(
        PreparedPlan prepared,
        ClusterPlan plan,
        ScaleSetCare care,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        CancellationToken cancellation
    )
    {
        await preparation.LoadKarAsync(prepared, cancellation);
        var work = tools.Work(prepared.Settings, await tools.HelmAsync(cancellation));
        var applier = new ClusterApplier(work, prepared.Design, prepared.Reading, credentials, prepared.Configured)
        {
            Care = care,
        };
        await applier.ApplyAsync(plan, now: false, cancellation);
    }

    private async Task<ClusterUpgrade> UpgradeAsync(PreparedPlan prepared, CancellationToken cancellation) =>
        new(tools.Work(prepared.Settings, await tools.HelmAsync(cancellation)), prepared.Design, prepared.Reading);

    private void Say(string text) => context.Terminal.Error.WriteLine($"{access.Context}: {text}");
}
