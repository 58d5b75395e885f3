using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Applying;

namespace Deskrun.Commands.Clusters.Upgrading;

/// <summary>Brings a cluster to another version of ARC: drain, CRDs, controller, scale sets; back again when that fails.</summary>
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

        try
        {
            await ApplyAsync(prepared, credentials, cancellation);
        }
        catch (ApplyException failed) when (!cancellation.IsCancellationRequested && upgrade.From is not null)
        {
            throw await GoBackAsync(failed, upgrade.From, credentials, cancellation);
        }
    }

    private async Task<ApplyException> GoBackAsync(
        ApplyException failed,
        string from,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        CancellationToken cancellation
    )
    {
        var back = await preparation.RunAsync(new ClusterApplyOptions(), from, cancellation);
        if (back.Reading.Found.Controller is not { State: ReleaseState.Applied } there || there.Version != from)
        {
            return new ApplyException(
                $"{failed.Message}{Environment.NewLine}Mend that, then go on with: deskrun upgrade",
                failed
            );
        }

        Say($"bringing the scale sets back with {from} …");
        await ApplyAsync(back, credentials, cancellation);
        return new ApplyException(
            $"{failed.Message}{Environment.NewLine}Controller and scale sets are back at {from}. Mend that and try "
                + "deskrun upgrade again, or keep the version with: deskrun cluster configure",
            failed
        );
    }

    private async Task ApplyAsync(
        PreparedPlan prepared,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        CancellationToken cancellation
    )
    {
        await preparation.LoadKarAsync(prepared, cancellation);
        var work = tools.Work(prepared.Settings, await tools.HelmAsync(cancellation));
        var applier = new ClusterApplier(work, prepared.Design, prepared.Reading, credentials, prepared.Configured);
        await applier.ApplyAsync(prepared.Plan, now: false, cancellation);
    }

    private async Task<ClusterUpgrade> UpgradeAsync(PreparedPlan prepared, CancellationToken cancellation) =>
        new(tools.Work(prepared.Settings, await tools.HelmAsync(cancellation)), prepared.Design, prepared.Reading);

    private void Say(string text) => context.Terminal.Error.WriteLine($"{access.Context}: {text}");
}
