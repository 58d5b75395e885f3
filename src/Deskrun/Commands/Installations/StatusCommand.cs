using System.CommandLine;
using Deskrun.Commands.Clusters.Seeing;
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
        var watch = new Option<bool>("--watch", "-w")
        {
            Description = "Show it again every two seconds, until Ctrl+C.",
        };
        var command = new Command("status", "Show how the installations are, on this machine and on clusters.")
        {
            name,
            output,
            watch,
        };
        command.SetGuardedAction(
            async (parse, cancellation) =>
            {
                var home = new InstallationHome(context);
                var format = parse.GetValue(output)!;
                return parse.GetValue(watch)
                    ? await StatusWatch.RunAsync(context, ShowAsync, cancellation)
                    : await ShowAsync(context.Terminal.Out, cancellation);

                async Task<int> ShowAsync(TextWriter writer, CancellationToken ended)
                {
                    var configured = home.Configuration.Load();
                    var only = parse.GetValue(name);
                    if (only is not null && configured.Find(only) is null)
                    {
                        throw new CliException(ExitCodes.Usage, UnknownName.Message(only, configured));
                    }

                    var status = await new WholeStatus(context, home).AskAsync(configured, only, ended);
                    ResultWriter.Write(
                        writer,
                        format,
                        status,
                        InstallationJson.Default.UpStatus,
                        (text, value) => StatusText.Write(text, value, context.Time.GetUtcNow())
                    );
                    return WholeStatus.ExitCode(status);
                }
            }
        );
        return command;
    }
}
