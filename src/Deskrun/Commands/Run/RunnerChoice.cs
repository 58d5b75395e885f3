using Deskrun.Backends.Local.Programs;

namespace Deskrun.Commands.Run;

/// <summary>Which runner program a run uses, and why.</summary>
internal static class RunnerChoice
{
    /// <summary>
    /// The official runner when it was asked for or is installed, else the built-in one. Where it is looked for:
    /// <c>--runner-dir</c>, DESKRUN_OFFICIAL_RUNNER, the newest version in <c>HOME/runners</c>.
    /// </summary>
    public static async Task<IRunnerProgram> MakeAsync(
        RunOptions options,
        CliContext context,
        CancellationToken cancellation
    )
    {
        var folder = InstalledRunner.Find(context, options.RunnerFolder);
        if (options.Runner == "builtin" || (options.Runner is null && folder is null))
        {
            return Builtin(context);
        }

        if (folder is null)
        {
            throw new CliException(ExitCodes.Environment, $"--runner official: {InstalledRunner.Missing(context)}");
        }

        try
        {
            return await OfficialRunnerProgram.OpenAsync(folder, context.Time, cancellation);
        }
        catch (IOException exception)
        {
            throw new CliException(ExitCodes.Environment, exception.Message, exception);
        }
    }

    /// <summary>The built-in runner: this very program in its other role.</summary>
    public static BuiltinRunnerProgram Builtin(CliContext context) =>
        new([.. context.Self, ScriptRunnerCommand.Verb], VersionCommand.Read().Version);
}
