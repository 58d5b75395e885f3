using System.CommandLine;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Clusters.Upgrading;
using Deskrun.Commands.Installations;

namespace Deskrun.Commands.Clusters;

/// <summary><c>deskrun upgrade</c>: brings ARC, KRO and the scale sets of every cluster to the configured versions.</summary>
internal static class UpgradeCommand
{
    public static Command Create(CliContext context)
    {
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Look for everything that would stop it, print the plan, and change nothing.",
        };
        var now = new Option<bool>("--now") { Description = "End running jobs instead of waiting for them." };
        var command = new Command(
            "upgrade",
            "Bring ARC and the scale sets of the clusters to the configured version: check, drain, CRDs, controller, scale "
                + "sets; back again when it fails."
        )
        {
            dryRun,
            now,
        };
        command.SetClusterAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var places = home
                    .Configuration.Load()
                    .Installations.Where(ClusterPlace.Has)
                    .Select(ClusterPlace.Of)
                    .Distinct()
                    .ToList();
                if (places.Count == 0)
                {
                    context.Terminal.Error.WriteLine("No installation lives on a cluster; nothing to upgrade.");
                }

                foreach (var place in places)
                {
                    await RunAsync(context, home, place, parse.GetValue(dryRun), parse.GetValue(now), cancellation);
                }

                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static async Task RunAsync(
        CliContext context,
        InstallationHome home,
        ClusterPlace place,
        bool dryRun,
        bool now,
        CancellationToken cancellation
    )
    {
        using var access = ClusterAccess.Open(context, home, place.Backend, place.Context);
        var tools = new ClusterTools(context, home, access);
        await ApplyErrors.GuardAsync(
            access.Context,
            async () =>
            {
                using var alone = await tools.LockAsync(cancellation);
                var preparation = new PlanPreparation(context, home, access, tools);
                var prepared = await preparation.RunAsync(new ClusterApplyOptions(), null, cancellation);
                PlanText.Write(dryRun ? context.Terminal.Out : context.Terminal.Error, access.Context, prepared.Plan);
                var run = new UpgradeRun(context, access, tools, preparation);
                var running = await run.PreflightAsync(prepared, cancellation);
                if (prepared.Plan.IsEmpty)
                {
                    context.Terminal.Error.WriteLine($"{access.Context}: everything has its version already.");
                    return true;
                }

                Tell(context, access, running, now);
                if (!dryRun)
                {
                    var credentials = await new CredentialReader(context, home).ReadAsync(
                        prepared.Acted,
                        prepared.Reading,
                        cancellation
                    );
                    await new LabelChange(context, home).BringAsync(prepared, cancellation);
                    await run.CarryOutAsync(prepared, credentials, now, cancellation);
                    context.Terminal.Error.WriteLine(
                        $"{access.Context}: upgraded to {prepared.Design.Controller.Chart.Version}."
                    );
                }

                return true;
            },
            cancellation
        );
    }

    private static void Tell(CliContext context, ClusterAccess access, IReadOnlyList<string> running, bool now)
    {
        if (running.Count > 0)
        {
            context.Terminal.Error.WriteLine(
                $"{access.Context}: {running.Count} job{(running.Count == 1 ? " runs" : "s run")} now; "
                    + (now ? "--now ends them" : "the upgrade waits for them, and new ones wait at GitHub")
            );
        }
    }
}
