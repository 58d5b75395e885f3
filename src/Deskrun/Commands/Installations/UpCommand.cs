using System.CommandLine;
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
            Description =
                "Move every installation to this backend first: local now; kind and kubernetes are not built yet.",
            HelpName = string.Join('|', BackendNames.All),
        };
        backend.AcceptOnlyFromAmong([.. BackendNames.All]);
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
            "Serve the installations: listen for their jobs and run them here. Ctrl+C lets running jobs finish, twice ends them."
        )
        {
            backend,
            runnerFolder,
            plain,
            output,
        };
        command.SetGuardedAction(
            async (parse, _) =>
            {
                var home = new InstallationHome(context);
                // Signals come through the context: the first drains, the second ends by force.
                if (await RunningUp.ShowAsync(context, home, parse.GetValue(output)! == "json", context.Graceful))
                {
                    return ExitCodes.Success;
                }

                await BackendMove.ApplyAsync(home, parse.GetValue(backend), context.Graceful);
                var session = new UpSession(context, home)
                {
                    RunnerFolder = parse.GetValue(runnerFolder),
                    Plain = parse.GetValue(plain),
                    Json = parse.GetValue(output) == "json",
                };
                return await session.RunAsync();
            }
        );
        return command;
    }
}
