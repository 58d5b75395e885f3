namespace Deskrun.ScriptRunner;

/// <summary>Everything the built-in runner takes from the outside: variables, its folder, time and a place for messages.</summary>
public sealed record ScriptRunnerEnvironment
{
    /// <summary>The variable that carries the JIT config, named as the official runner names it.</summary>
    public const string JitConfigVariable = "ACTIONS_RUNNER_INPUT_JITCONFIG";

    /// <summary>
    /// The environment that steps start from. <see cref="JitConfigVariable"/> and every other
    /// <c>ACTIONS_RUNNER_INPUT_*</c> is read by the runner and never reaches a step.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>The runner's own folder; <c>_work</c> and <c>_diag</c> are made inside of it.</summary>
    public required string RootFolder { get; init; }

    /// <summary>Takes the runner's own messages, one line each. It never gets a step's output or a secret.</summary>
    public required Action<string> WriteLine { get; init; }

    /// <summary>The clock for time stamps, intervals and deadlines.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    internal RunnerTimings Timings { get; init; } = new();

    /// <summary>Opens a new file for log lines; tests put a stream in its place that fails as a full disk does.</summary>
    internal Func<string, Stream> CreateLogFile { get; init; } =
        path => new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 64 * 1024);

    /// <summary>
    /// Reads the environment of this process, and removes the JIT config from it so that nothing started later can
    /// inherit it.
    /// </summary>
    /// <param name="writeLine">Takes the runner's own messages.</param>
    public static ScriptRunnerEnvironment FromProcess(Action<string> writeLine)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        Environment.SetEnvironmentVariable(JitConfigVariable, null);
        return new ScriptRunnerEnvironment
        {
            Variables = variables,
            RootFolder = Directory.GetCurrentDirectory(),
            WriteLine = writeLine,
        };
    }

    /// <summary>Names the folder only: the variables hold the runner's credential.</summary>
    public override string ToString() => $"script runner in {RootFolder}";
}
