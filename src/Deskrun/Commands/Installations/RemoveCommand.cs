using System.CommandLine;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Installations;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun remove NAME</c>: lets its jobs finish, takes it off the service, forgets it.</summary>
internal static class RemoveCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string>("name") { Description = "The installation." };
        var now = new Option<bool>("--now") { Description = "End running jobs instead of waiting for them." };
        var forget = new Option<bool>("--forget")
        {
            Description = "Leave its cluster as it is, because that is gone for good; only take it off the service.",
        };
        var command = new Command(
            "remove",
            "Remove an installation: let its jobs finish, take it off the service, forget it."
        )
        {
            name,
            now,
            forget,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var document = home.Configuration.Load();
                var gone = parse.GetValue(name)!;
                var installation =
                    document.Find(gone) ?? throw new CliException(ExitCodes.Usage, UnknownName.Message(gone, document));
                if (parse.GetValue(forget) && installation.Backend == BackendNames.Local)
                {
                    throw new CliException(ExitCodes.Usage, $"--forget is for clusters; {gone} runs on this machine");
                }

                var remover = new InstallationRemover(context, home) { LeaveCluster = parse.GetValue(forget) };
                var warning =
                    installation.Backend == BackendNames.Local
                        ? await RemoveHereAsync(context, home, remover, installation, parse.GetValue(now), cancellation)
                        : await RemoveThereAsync(
                            context,
                            home,
                            remover,
                            installation,
                            parse.GetValue(now),
                            cancellation
                        );
                if (warning is not null)
                {
                    context.Terminal.Error.WriteLine($"warning: {warning}");
                }

                context.Terminal.Out.WriteLine($"Removed {gone}.");
                return ExitCodes.Success;
            }
        );
        return command;
    }

    private static async Task<string?> RemoveHereAsync(
        CliContext context,
        InstallationHome home,
        InstallationRemover remover,
        Installation installation,
        bool now,
        CancellationToken cancellation
    )
    {
        await using var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation);
        if (client is not null)
        {
            return await AskAsync(client, installation.Name, now, context, cancellation);
        }

        // Held meanwhile: an `up` that starts in between would listen for what is being deleted.
        using var alone =
            HomeLock.TryAcquire(home.Folder.UpLock)
            ?? throw new CliException(
                ExitCodes.Environment,
                "deskrun up starts or ends right now; try again in a moment"
            );
        return await remover.RemoveAsync(installation, now, cancellation);
    }

    // A running `up` has no part in it; it only must not list it any longer.
    private static async Task<string?> RemoveThereAsync(
        CliContext context,
        InstallationHome home,
        InstallationRemover remover,
        Installation installation,
        bool now,
        CancellationToken cancellation
    )
    {
        var warning = await remover.RemoveAsync(installation, now, cancellation);
        await RunningReload.TellAsync(context, home, cancellation);
        return warning;
    }

    private static async Task<string?> AskAsync(
        ControlClient client,
        string name,
        bool now,
        CliContext context,
        CancellationToken cancellation
    )
    {
        var request = new ControlRequest(ControlMethods.Remove, name, now);
        var answer = await client.AskAsync(
            request,
            text => context.Terminal.Error.WriteLine($"{name}: {text}"),
            cancellation
        );
        return answer.Error is { } error ? throw new CliException(ExitCodes.Service, error) : answer.Warning;
    }
}
