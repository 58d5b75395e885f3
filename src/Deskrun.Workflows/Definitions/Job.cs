using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A job of a workflow, before its matrix is expanded. Immutable.</summary>
public sealed record Job
{
    /// <summary>The id: its key under <c>jobs</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Where the id stands.</summary>
    public required SourcePosition Position { get; init; }

    /// <summary>The name to show, or null for the id.</summary>
    public Template? Name { get; init; }

    /// <summary>
    /// What the job asks of a runner: a label, a list of labels, or an object with <c>group</c> and <c>labels</c>.
    /// </summary>
    public required ValueTemplate RunsOn { get; init; }

    /// <summary>The ids of the jobs that must be done before, as their keys are written.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>The condition, with the <c>success()</c> that GitHub adds.</summary>
    public required Expression Condition { get; init; }

    /// <summary>The text of <c>if</c>, or null when it is absent.</summary>
    public string? If { get; init; }

    /// <summary>The variables of the job.</summary>
    public TemplateMap Env { get; init; } = TemplateMap.Empty;

    /// <summary>The defaults of the job's <c>run</c> steps.</summary>
    public RunDefaults Defaults { get; init; } = RunDefaults.None;

    /// <summary>The outputs, computed by the runner at the job's end.</summary>
    public TemplateMap Outputs { get; init; } = TemplateMap.Empty;

    /// <summary>The most minutes that the job may run, or null for GitHub's 360.</summary>
    public ValueTemplate? TimeoutMinutes { get; init; }

    /// <summary>Whether a failure of the job leaves the run successful, or null for no.</summary>
    public ValueTemplate? ContinueOnError { get; init; }

    /// <summary>An object with <c>matrix</c>, <c>fail-fast</c> and <c>max-parallel</c>, or null.</summary>
    public ValueTemplate? Strategy { get; init; }

    /// <summary>The steps in order; at least one.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }
}
