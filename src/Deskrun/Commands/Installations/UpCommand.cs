using System.CommandLine;
using Deskrun.Commands.Clusters;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Clusters.Moving;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun up</c>: serves the installations of this home until it is told to end.</summary>
internal static class UpCommand
{
    public static Command Create(CliContext context)
    {
        var backend = new Option<string?>("--backend")
        {
            Description = "Move every installation to this backend first; kubernetes needs --context, too.",
            HelpName = string.Join('|', BackendNames.All),
        };
        backend.AcceptOnlyFromAmong([.. BackendNames.All]);
        var kubeContext = new Option<string?>("--context")
        {
            Description =
                "The kubectl context of --backend kubernetes. It is stored with the installations, and never guessed.",
            HelpName = "NAME",
        };
        var mode = new Option<string?>("--mode")
        {
            Description =
                "The mode that the installations get on --backend. Without it they keep theirs; processes become kubernetes on a cluster.",
            HelpName = "MODE",
        };
        mode.AcceptOnlyFromAmong([.. RunnerModes.Words]);
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Print the plan of each cluster (create, change, keep, remove) and change nothing.",
        };
        var adopt = new Option<bool>("--adopt")
        {
            Description =
                "Take over scale sets that something else made (the original tool for instance), when they serve the same URL.",
        };
        var runnerFolder = new Option<string?>("--runner-dir")
        {
            Description =
                "Where the official runner is unpacked. Default: DESKRUN_OFFICIAL_RUNNER, then the newest in HOME/runners. "
                + "Without one the built-in runner serves the local Actions service.",
            HelpName = "DIR",
        };
        var plain = new Option<bool>("--plain") { Description = "Print lines, even on a terminal." };
        var output = OutputOption.Create("text", "json");
        var command = new Command(
            "up",
            "Serve the installations: make their clusters be as configured, and serve those of this machine here until "
                + "Ctrl+C, which lets running jobs finish (twice ends them)."
        )
        {
            backend,
            kubeContext,
            mode,
            dryRun,
            adopt,
            runnerFolder,
            plain,
            output,
        };
        command.SetGuardedAction(
            async (parse, _) =>
            {
                var home = new InstallationHome(context);
                // Signals come through the context: the first drains, the second ends by force.
                var options = new ClusterApplyOptions
                {
                    DryRun = parse.GetValue(dryRun),
                    Adopt = parse.GetValue(adopt),
                };
                if (options.DryRun && parse.GetValue(backend) is not null)
                {
                    throw new CliException(
                        ExitCodes.Usage,
                        "--backend is stored before the plan is made, so it can't be given with --dry-run"
                    );
                }

                var target = MoveOptions.Read(
                    parse.GetValue(backend),
                    parse.GetValue(kubeContext),
                    parse.GetValue(mode)
                );
                var moved = await new BackendMover(context, home).RunAsync(target, options.DryRun, context.Graceful);
                var clusters = await new ClustersUp(context, home).ApplyAsync(options, context.Graceful);
                moved.TellClusters(clusters.Failed);
                var local = home.Configuration.Load().Installations.Count(each => each.Backend == BackendNames.Local);
                if (options.DryRun || (clusters.Any && local == 0))
                {
                    clusters.End();
                    return ExitCodes.Success;
                }

                clusters.Tell(context.Terminal.Error);

                await moved.TellLocalAsync(
                    () => CurrentStatus.AskAsync(home.Folder, context.Time, context.Graceful),
                    context.Graceful
                );
                if (await RunningUp.ShowAsync(context, home, parse.GetValue(output)! == "json", context.Graceful))
                {
                    return clusters.With(ExitCodes.Success);
                }

                var session = new UpSession(context, home)
                {
                    RunnerFolder = parse.GetValue(runnerFolder),
                    Plain = parse.GetValue(plain),
                    Json = parse.GetValue(output) == "json",
                    Moved = moved,
                };
                return clusters.With(await session.RunAsync());
            }
        );
        return command;
    }
}
