using Deskrun.Rendering;

namespace Deskrun.Tests.CommandLine;

/// <summary>Runs the command line in this process with an environment, a home and a terminal of its own.</summary>
internal sealed class Cli
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public Dictionary<string, string> Variables { get; init; } =
        new() { ["HOME"] = "/nonexistent", ["PATH"] = Environment.GetEnvironmentVariable("PATH")! };

    public string Input { get; init; } = "";

    public string WorkingFolder { get; init; } = Repository.Root;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public CancellationToken Graceful { get; init; }

    public CancellationToken Forced { get; init; }

    public string Output => output.ToString();

    public string Error => error.ToString();

    public CliContext Context =>
        new()
        {
            Terminal = new Terminal
            {
                Out = output,
                Error = error,
                In = new StringReader(Input),
            },
            Variable = name => Variables.GetValueOrDefault(name),
            Variables = () => Variables,
            Time = Time,
            WorkingFolder = WorkingFolder,
            Self = [Repository.BuiltProgram],
            Graceful = Graceful,
            Forced = Forced,
        };

    public Task<int> RunAsync(params string[] arguments) => Deskrun.Commands.CommandLine.RunAsync(Context, arguments);
}
