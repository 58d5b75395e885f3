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
        var command = new Command(
            "remove",
            "Remove an installation: let its jobs finish, take it off the service, forget it."
        )
        {
            name,
            now,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var document = home.Configuration.Load();
                var gone = parse.GetValue(name)!;
                var installation =
                    document.Find(gone) ?? throw new CliException(ExitCodes.Usage, UnknownName.Message(gone, document));
                await using var client = await ControlClient.TryConnectAsync(home.Folder, context.Time, cancellation);
                var warning = client is null
                    ? await RemoveAsync(context, home, installation, parse.GetValue(now), cancellation)
                    : await AskAsync(client, gone, parse.GetValue(now), context, cancellation);
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

    private static async Task<string?> RemoveAsync(
        CliContext context,
        InstallationHome home,
        Installation installation,
        bool now,
        CancellationToken cancellation
    )
    {
        // Held meanwhile: an `up` that starts in between would listen for what is being deleted.
        using var alone =
            HomeLock.TryAcquire(home.Folder.UpLock)
            ?? throw new CliException(
                ExitCodes.Environment,
                "deskrun up starts or ends right now; try again in a moment"
            );
        return await new InstallationRemover(context, home).RemoveAsync(installation, now, cancellation);
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
