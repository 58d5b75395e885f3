using System.CommandLine;
using Deskrun.Rendering;
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
        command.SetAction((_, _) => RunAsync(context.Graceful, context.Forced));
        return command;
    }

    /// <summary>Runs the job of this process.</summary>
    /// <param name="graceful">Asks it to go.</param>
    /// <param name="forced">Makes it go.</param>
    /// <returns>The exit code of a runner.</returns>
    public static async Task<int> RunAsync(CancellationToken graceful, CancellationToken forced)
    {
        var output = TextWriter.Synchronized(Terminal.PlainOutput());
        try
        {
            var environment = ScriptRunnerEnvironment.FromProcess(output.WriteLine);
            return await ScriptRunnerProgram.RunAsync(environment, graceful, forced);
        }
        catch (Exception exception) when (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("DESKRUN_DEBUG")))
        {
            output.WriteLine($"deskrun: internal error: {exception.GetType().Name}: {exception.Message}");
            return ExitCodes.Internal;
        }
    }
}
