using System.CommandLine;
using Deskrun.ScriptRunner;

namespace Deskrun.Commands;

/// <summary>The hidden verb under which the process driver starts the built-in runner: same program, other role.</summary>
internal static class ScriptRunnerCommand
{
    public const string Verb = "script-runner";

    public static Command Create(CliContext context)
    {
        var command = new Command(Verb, "Run one job as the built-in runner (started by deskrun itself).")
        {
            Hidden = true,
        };
        command.SetAction(
            (_, _) =>
                ScriptRunnerProgram.RunAsync(
                    ScriptRunnerEnvironment.FromProcess(context.Terminal.Out.WriteLine) with
                    {
                        Time = context.Time,
                    },
                    context.Graceful,
                    context.Forced
                )
        );
        return command;
    }
}
