namespace Deskrun.Workflows.Keys;

/// <summary>Which contexts and special functions an expression may use at some place; GitHub's documented sets.</summary>
/// <param name="Contexts">The contexts.</param>
/// <param name="Functions">
/// Those of <c>hashFiles</c>, <c>success</c>, <c>failure</c>, <c>always</c> and <c>cancelled</c> that work there, in
/// lower case; the other functions work everywhere.
/// </param>
public sealed record Availability(IReadOnlyList<string> Contexts, IReadOnlyList<string> Functions)
{
    private static readonly string[] Status = ["always", "cancelled", "failure", "success"];

    /// <summary>No expressions at all.</summary>
    public static Availability None { get; } = new([], []);

    /// <summary>Before any job: the title of a run, the workflow's concurrency.</summary>
    public static Availability Run { get; } = new(["github", "inputs", "vars"], []);

    /// <summary>The workflow's <c>env</c>.</summary>
    public static Availability RunWithSecrets { get; } = new([.. Run.Contexts, "secrets"], []);

    /// <summary>Before a matrix is expanded.</summary>
    public static Availability Needs { get; } = new([.. Run.Contexts, "needs"], []);

    /// <summary>A job's <c>if</c>.</summary>
    public static Availability JobIf { get; } = Needs with { Functions = Status };

    /// <summary>A job's own keys, once its matrix is expanded.</summary>
    public static Availability Job { get; } = new([.. Needs.Contexts, "strategy", "matrix"], []);

    /// <summary>A job's <c>env</c>.</summary>
    public static Availability JobWithSecrets { get; } = new([.. Job.Contexts, "secrets"], []);

    /// <summary>A job's <c>defaults.run</c>.</summary>
    public static Availability JobWithEnv { get; } = new([.. Job.Contexts, "env"], []);

    /// <summary>A job's <c>outputs</c>.</summary>
    public static Availability Runner { get; } = new([.. JobWithSecrets.Contexts, "steps", "job", "runner", "env"], []);

    /// <summary>The keys of a step.</summary>
    public static Availability Step { get; } = Runner with { Functions = ["hashfiles"] };

    /// <summary>A step's <c>if</c>.</summary>
    public static Availability StepIf { get; } =
        new([.. Job.Contexts, "steps", "job", "runner", "env"], [.. Status, "hashfiles"]);
}
