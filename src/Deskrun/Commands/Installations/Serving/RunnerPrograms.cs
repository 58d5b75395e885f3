using Deskrun.Backends.Local.Programs;
using Deskrun.Commands.Run;
using Deskrun.Installations;
using Deskrun.Installations.Validation;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>Which runner program serves an installation: the official one; against the local Actions service also the built-in one.</summary>
/// <param name="context">The outside world.</param>
/// <param name="official">The official runner; null when none is installed.</param>
internal sealed class RunnerPrograms(CliContext context, OfficialRunnerProgram? official)
{
    /// <summary>Finds the official runner: <c>--runner-dir</c>, DESKRUN_OFFICIAL_RUNNER, the newest in <c>HOME/runners</c>.</summary>
    /// <exception cref="IOException">The folder that was named holds no runner that starts.</exception>
    public static async Task<RunnerPrograms> FindAsync(
        CliContext context,
        string? named,
        CancellationToken cancellation
    )
    {
        var folder = InstalledRunner.Find(context, named);
        return new RunnerPrograms(
            context,
            folder is null ? null : await OfficialRunnerProgram.OpenAsync(folder, context.Time, cancellation)
        );
    }

    /// <summary>What is used, in words.</summary>
    public string Describe() =>
        official is null
            ? "built-in runner, for the local Actions service only"
            : $"official runner {official.Version}";

    /// <summary>The program for an installation.</summary>
    /// <exception cref="CliException">There is none; the message says how to get one.</exception>
    public Task<IRunnerProgram> ForAsync(Installation installation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return official is not null ? Task.FromResult<IRunnerProgram>(official)
            : UrlOf(installation) is { IsLoopback: true }
                ? Task.FromResult<IRunnerProgram>(RunnerChoice.Builtin(context))
            : throw new CliException(
                ExitCodes.Environment,
                $"{installation.Repository} needs the official runner: {InstalledRunner.Missing(context)}"
            );
    }

    /// <summary>The installation's URL, read; null when it is wrong.</summary>
    public RepositoryUrl? UrlOf(Installation installation) => RepositoryUrl.Read(installation.Repository, out _);
}
