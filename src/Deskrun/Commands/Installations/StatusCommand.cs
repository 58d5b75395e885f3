using System.CommandLine;
using Deskrun.Commands.Installations.Control;
using Deskrun.Commands.Installations.Output;
using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Commands.Installations;

/// <summary><c>deskrun status [NAME]</c>: how each installation is, and the one cause when jobs wait.</summary>
internal static class StatusCommand
{
    public static Command Create(CliContext context)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Only this installation.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = OutputOption.Create(ResultWriter.Formats);
        var command = new Command("status", "Show how the installations are.") { name, output };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var configured = home.Configuration.Load();
                var status =
                    await CurrentStatus.AskAsync(home.Folder, context.Time, cancellation)
                    ?? new UpStatus
                    {
                        Running = false,
                        Installations = [.. configured.Installations.Select(IdleStatus.Of)],
                    };
                if (parse.GetValue(name) is { } one)
                {
                    status = status with { Installations = [.. status.Installations.Where(each => each.Name == one)] };
                    if (status.Installations.Count == 0)
                    {
                        throw new CliException(ExitCodes.Usage, UnknownName.Message(one, configured));
                    }
                }

                ResultWriter.Write(
                    context.Terminal.Out,
                    parse.GetValue(output)!,
                    status,
                    InstallationJson.Default.UpStatus,
                    (writer, value) => StatusText.Write(writer, value, context.Time.GetUtcNow())
                );
                return status.Running ? ExitCodes.Success : ExitCodes.NotRunning;
            }
        );
        return command;
    }
}
