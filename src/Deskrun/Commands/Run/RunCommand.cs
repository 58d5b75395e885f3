using System.CommandLine;
using Deskrun.Rendering;

namespace Deskrun.Commands.Run;

/// <summary><c>deskrun run</c>: what the command line says; <see cref="RunWorkflow"/> does it.</summary>
internal static class RunCommand
{
    private static readonly Argument<string?> Workflow = new("workflow")
    {
        Description = "The workflow file: a path, or a name in .github/workflows. Without it those are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> Job = Many(
        "--job",
        "NAME",
        "Run only this job and what it needs (repeatable)."
    );
    private static readonly Option<string?> Event = One(
        "--event",
        "NAME",
        "The event that starts the run; the workflow must list it under 'on'."
    );
    private static readonly Option<string?> EventFile = One(
        "--event-file",
        "FILE",
        "The event's payload as a JSON file."
    );
    private static readonly Option<string[]> Input = Many(
        "--input",
        "NAME=VALUE",
        "An input of workflow_dispatch (repeatable)."
    );
    private static readonly Option<string[]> Env = Many(
        "--env",
        "NAME=VALUE",
        "A variable that every job gets (repeatable)."
    );
    private static readonly Option<string[]> Secret = Many(
        "--secret",
        "NAME",
        "A secret, read from the variable of that name, else asked for (repeatable)."
    );
    private static readonly Option<string?> SecretFile = One("--secret-file", "FILE", "Secrets as NAME=VALUE lines.");
    private static readonly Option<string[]> Var = Many(
        "--var",
        "NAME=VALUE",
        "A value of the context vars (repeatable)."
    );
    private static readonly Option<string[]> Matrix = Many(
        "--matrix",
        "KEY:VALUE",
        "Run only the matrix cells with this value (repeatable)."
    );
    private static readonly Option<string?> MaxParallel = One(
        "--max-parallel",
        "N",
        "The most jobs at a time. Default: the number of cores."
    );
    private static readonly Option<string?> Runner = One(
        "--runner",
        "builtin|official",
        "Which runner. Default: official when installed, else builtin."
    );
    private static readonly Option<string?> RunnerDir = One(
        "--runner-dir",
        "DIR",
        "Where the official runner is unpacked. Default: DESKRUN_OFFICIAL_RUNNER, then the newest in HOME/runners."
    );
    private static readonly Option<string?> Workspace = One(
        "--workspace",
        "DIR",
        "Run in this folder itself instead of a clean copy; one job at a time."
    );
    private static readonly Option<bool> Keep = new("--keep")
    {
        Description = "Keep logs and work folders when the run is over, and say where they are.",
    };
    private static readonly Option<bool> List = new("--list")
    {
        Description = "Show the jobs and their matrix without running anything.",
    };
    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "Print lines with the job in front, even on a terminal.",
    };
    private static readonly Option<bool> AnyLabel = new("--any-label")
    {
        Description = "Serve labels of other systems (windows-*, macos-*) too.",
    };
    private static readonly Option<string> Output = OutputOption.Create("text", "json");
    private static readonly Option<string?> Timeout = One(
        "--timeout",
        "DURATION",
        "Stop everything after this time, such as 90s, 5m or 1h30m."
    );

    public static Command Create(CliContext context)
    {
        var command = new Command("run", "Run a workflow on this machine: no account, no Docker, no cluster.")
        {
            Workflow,
            Job,
            Event,
            EventFile,
            Input,
            Env,
            Secret,
            SecretFile,
            Var,
            Matrix,
            MaxParallel,
            Runner,
            RunnerDir,
            Workspace,
            Keep,
            List,
            Plain,
            AnyLabel,
            Output,
            Timeout,
        };
        command.SetAction((parse, _) => new RunWorkflow(context, Read(parse)).ExecuteAsync());
        return command;
    }

    private static RunOptions Read(ParseResult parse) =>
        new()
        {
            Workflow = parse.GetValue(Workflow),
            Jobs = parse.GetValue(Job) ?? [],
            Event = parse.GetValue(Event),
            EventFile = parse.GetValue(EventFile),
            Inputs = parse.GetValue(Input) ?? [],
            Env = parse.GetValue(Env) ?? [],
            Secrets = parse.GetValue(Secret) ?? [],
            SecretFile = parse.GetValue(SecretFile),
            Vars = parse.GetValue(Var) ?? [],
            Matrix = parse.GetValue(Matrix) ?? [],
            MaxParallel = ReadCount("--max-parallel", parse.GetValue(MaxParallel)),
            Runner = parse.GetValue(Runner) switch
            {
                null or "builtin" or "official" => parse.GetValue(Runner),
                var other => throw new CliException(
                    ExitCodes.Usage,
                    $"--runner '{other}': expected builtin or official"
                ),
            },
            RunnerFolder = parse.GetValue(RunnerDir),
            Workspace = parse.GetValue(Workspace),
            Keep = parse.GetValue(Keep),
            List = parse.GetValue(List),
            Plain = parse.GetValue(Plain),
            AnyLabel = parse.GetValue(AnyLabel),
            Output = parse.GetValue(Output)!,
            Timeout = ReadDuration("--timeout", parse.GetValue(Timeout)),
        };

    private static int? ReadCount(string option, string? text) =>
        text is null ? null
        : int.TryParse(text, out var count) && count > 0 ? count
        : throw new CliException(ExitCodes.Usage, $"{option} '{text}': expected a whole number from 1 on");

    private static TimeSpan? ReadDuration(string option, string? text) =>
        text is null ? null
        : Durations.TryParse(text, out var time) && time > TimeSpan.Zero ? time
        : throw new CliException(ExitCodes.Usage, $"{option} '{text}': expected a duration such as 90s, 5m or 1h30m");

    private static Option<string?> One(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };

    private static Option<string[]> Many(string name, string value, string description) =>
        new(name) { HelpName = value, Description = description };
}
