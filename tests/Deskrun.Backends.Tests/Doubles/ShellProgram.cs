using Deskrun.Backends.Local.Programs;

namespace Deskrun.Backends.Tests.Doubles;

/// <summary>A runner program that is a few lines of shell.</summary>
internal sealed class ShellProgram(string script, IReadOnlyDictionary<string, string>? environment = null)
    : IRunnerProgram
{
    public string Kind => "shell";

    public string Version => "1.0";

    public Task PrepareAsync(string root, CancellationToken cancellation) => Task.CompletedTask;

    public RunnerCommand Command(string root, bool asRoot) =>
        new("/bin/sh", ["-c", script], environment ?? new Dictionary<string, string>());
}
