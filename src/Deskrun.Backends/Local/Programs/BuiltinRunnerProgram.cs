using System.Runtime.CompilerServices;

namespace Deskrun.Backends.Local.Programs;

/// <summary>The runner built into deskrun: this program again, in another role.</summary>
/// <param name="command">Full path of the program and its arguments.</param>
/// <param name="version">Its version.</param>
public sealed class BuiltinRunnerProgram(IReadOnlyList<string> command, string version) : IRunnerProgram
{
    private const string RuntimeRoot = "DOTNET_ROOT";

    /// <inheritdoc />
    public string Kind => "builtin";

    /// <inheritdoc />
    public string Version => version;

    /// <inheritdoc />
    public Task PrepareAsync(string root, CancellationToken cancellation) => Task.CompletedTask;

    /// <inheritdoc />
    public RunnerCommand Command(string root, bool asRoot) => new(command[0], [.. command.Skip(1)], RuntimeOf());

    // A build that is not published as one native program finds its runtime through this variable, when it is elsewhere
    // than usual.
    private static Dictionary<string, string> RuntimeOf() =>
        RuntimeFeature.IsDynamicCodeCompiled
        && Environment.GetEnvironmentVariable(RuntimeRoot) is { Length: > 0 } folder
            ? new() { [RuntimeRoot] = folder }
            : [];
}
