using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Commands.Clusters.Upgrading;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>Makes one cluster be as the configuration says.</summary>
internal sealed class ClusterReconcile(
    CliContext context,
    InstallationHome home,
    ClusterAccess access,
    ClusterTools tools
)
{
    private readonly PlanPreparation preparation = new(context, home, access, tools);

    /// <summary>Reads, plans, prints, and unless it is a dry run carries out.</summary>
    public async Task<ClusterApplied> RunAsync(ClusterApplyOptions options, CancellationToken cancellation)
    {
        var prepared = await preparation.RunAsync(options, null, cancellation);
        PlanText.Write(options.DryRun ? context.Terminal.Out : context.Terminal.Error, access.Context, prepared.Plan);
        PlanPreparation.CheckRefusals(prepared);
        if (prepared.ChangesVersion && !prepared.UpgradeWasInterrupted)
        {
            throw new CliException(
                ExitCodes.Usage,
                $"the controller is {prepared.Reading.Found.Controller!.Version}, and the configuration asks for "
                    + $"{prepared.Design.Controller.Chart.Version}. ARC deletes scale sets of another version than its own, so "
                    + "that takes a drain: deskrun upgrade. Nothing was changed."
            );
        }

        var credentials = await new CredentialReader(context, home).ReadAsync(
            prepared.Acted,
            prepared.Reading,
            cancellation
        );
        if (options.DryRun)
        {
            return new ClusterApplied(prepared.Changes, prepared.Kept);
        }

        if (prepared.ChangesVersion)
        {
            context.Terminal.Error.WriteLine("an upgrade was interrupted; it is completed");
            await new UpgradeRun(context, access, tools, preparation).CarryOutAsync(
                prepared,
                credentials,
                now: false,
                cancellation
            );
            return new ClusterApplied(prepared.Changes, prepared.Kept);
        }

        var renewed = await CarryOutAsync(prepared, credentials, cancellation);
        return new ClusterApplied(prepared.Changes + renewed, prepared.Kept);
    }

    private async Task<int> CarryOutAsync(
        PreparedPlan prepared,
        IReadOnlyDictionary<string, CredentialSecret> credentials,
        CancellationToken cancellation
    )
    {
        await preparation.LoadKarAsync(prepared, cancellation);

        // Nobody waits for helm's version when nothing is to be done.
        var helm = prepared.Plan.IsEmpty ? null : await tools.HelmAsync(cancellation);
        var work = tools.Work(prepared.Settings, helm);
        var design = prepared.Design;
        var applier = new ClusterApplier(work, design, prepared.Reading, credentials, prepared.Configured);
        if (!prepared.Plan.IsEmpty || applier.HasOrphanSecrets)
        {
            await preparation.CheckRightsAsync(prepared, cancellation);
            await new LabelChange(context, home).BringAsync(prepared, cancellation);
            await applier.ApplyAsync(prepared.Plan, now: false, cancellation);
        }

        var renewed = await applier.RenewSecretsAsync(cancellation);
        if (renewed.Count > 0)
        {
            var names = design.ScaleSets.Where(each => renewed.Contains(each.Installation)).Select(each => each.Name);
            var noticed = ClusterVersions.AtLeast(design.Controller.Chart.Version, ClusterVersions.ArcWithRotation);
            await (
                noticed
                    ? ListenerRestart.PromptAsync(work, design.Controller.Namespace, names.ToHashSet(), cancellation)
                    : ListenerRestart.RunAsync(work, design.Controller.Namespace, names.ToHashSet(), cancellation)
            );
        }

        var sets = design.ScaleSets.Select(each => each.Name).ToHashSet();
        var ended = await StrayListeners.EndAsync(work, design.Controller.Namespace, sets, cancellation);
        return renewed.Count + ended.Count;
    }
}
