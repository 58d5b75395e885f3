namespace Deskrun.Backends.Local.Programs;

/// <summary>The program that is the runner.</summary>
public interface IRunnerProgram
{
    /// <summary><c>builtin</c> or <c>official</c>.</summary>
    string Kind { get; }

    /// <summary>Its version, for people.</summary>
    string Version { get; }

    /// <summary>Puts what it needs into its fresh root folder.</summary>
    Task PrepareAsync(string root, CancellationToken cancellation);

    /// <summary>How it is started in its root folder.</summary>
    /// <param name="root">Its root folder.</param>
    /// <param name="asRoot">Whether it will be the system's root user.</param>
    RunnerCommand Command(string root, bool asRoot);
}

/// <summary>How a program is started.</summary>
/// <param name="Program">Its full path.</param>
/// <param name="Arguments">Its arguments; never secrets.</param>
/// <param name="Environment">What it needs beyond the minimal environment; never secrets.</param>
public sealed record RunnerCommand(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment
);
