using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A step of a job. Immutable.</summary>
public sealed record Step
{
    /// <summary>The id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The name in the <c>steps</c> context: the id, or a generated one that starts with <c>__</c> as GitHub's do.
    /// Unique in the job.
    /// </summary>
    public required string ContextName { get; init; }

    /// <summary>Where the step starts.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The name to show, or null for <see cref="DefaultName"/>.</summary>
    public Template? Name { get; init; }

    /// <summary>The name of a step without one: <c>Run</c> and the first line of the script, or the action.</summary>
    public string DefaultName => "Run " + (Script is null ? Uses : Script.Text.Trim().Split('\n')[0].Trim());

    /// <summary>The condition as GitHub sends it: with the <c>success()</c> that it adds.</summary>
    public required Expression Condition { get; init; }

    /// <summary>What the step does.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The script of a <see cref="StepKind.Run"/> step, else null.</summary>
    public Template? Script { get; init; }

    /// <summary>The shell, or null for the default.</summary>
    public Template? Shell { get; init; }

    /// <summary>The folder to run in, relative to the workspace, or null for the default.</summary>
    public Template? WorkingDirectory { get; init; }

    /// <summary>The action of a step that is no script, as written (<c>actions/checkout@v4</c>, <c>./act</c>).</summary>
    public string? Uses { get; init; }

    /// <summary>The inputs of an action.</summary>
    public TemplateMap With { get; init; } = TemplateMap.Empty;

    /// <summary>The variables of the step.</summary>
    public TemplateMap Env { get; init; } = TemplateMap.Empty;

    /// <summary>The most minutes that the step may run, or null for no limit of its own.</summary>
    public ValueTemplate? TimeoutMinutes { get; init; }

    /// <summary>Whether a failure of the step leaves the job successful, or null for no.</summary>
    public ValueTemplate? ContinueOnError { get; init; }
}
