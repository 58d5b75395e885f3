using System.CommandLine;
using Deskrun.Commands.Clusters.Applying;
using Deskrun.Commands.Installations.Control;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun down</c>: lets the running jobs finish and ends <c>deskrun up</c>.</summary>
internal static class DownCommand
{
    public static Command Create(CliContext context)
    {
        var now = new Option<bool>("--now") { Description = "End running jobs instead of waiting for them." };
        var command = new Command(
            "down",
            "Let running jobs finish, then end the running `deskrun up` and take the scale sets out of the clusters."
        )
        {
            now,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var clusters = await new ClustersUp(context, home).DownAsync(parse.GetValue(now), cancellation);
                await using var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation);
                if (client is null)
                {
                    clusters.End();
                    if (!clusters.Any)
                    {
                        context.Terminal.Error.WriteLine("deskrun up: not running; nothing to do.");
                    }

                    return ExitCodes.Success;
                }

                var answer = await client.AskAsync(
                    new ControlRequest(ControlMethods.Stop, Now: parse.GetValue(now)),
                    context.Terminal.Error.WriteLine,
                    cancellation
                );
                if (answer.Error is { } error)
                {
                    throw new CliException(ExitCodes.Environment, error);
                }

                context.Terminal.Error.WriteLine("deskrun up has ended; the installations stay configured.");
                clusters.End();
                return ExitCodes.Success;
            }
        );
        return command;
    }
}
