using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>One job that a runner can take: a job of the workflow, or one cell of its matrix. Immutable.</summary>
public sealed record PlannedJob
{
    /// <summary>Names it in the run: the job's id, with <c>:index</c> behind it for a cell of a matrix.</summary>
    public required string Key { get; init; }

    /// <summary>The job's id.</summary>
    public required string JobId { get; init; }

    /// <summary>The name to show, such as <c>build (linux, 20)</c>.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The labels that a runner must have.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>The runner group, or null.</summary>
    public string? RunnerGroup { get; init; }

    /// <summary>The most minutes that it may run.</summary>
    public double TimeoutMinutes { get; init; } = 360;

    /// <summary>Whether its failure leaves the run successful.</summary>
    public bool ContinueOnError { get; init; }

    /// <summary>The <c>matrix</c> context; null (the value) without a matrix.</summary>
    public ExpressionValue Matrix { get; init; } = ExpressionValue.Null;

    /// <summary>The <c>strategy</c> context.</summary>
    public required ExpressionValue Strategy { get; init; }

    /// <summary>The <c>needs</c> context: results and outputs of the jobs that it names.</summary>
    public required ExpressionValue Needs { get; init; }

    /// <summary>The variables of the workflow and of the job, in this order; the runner computes them.</summary>
    public required IReadOnlyList<TemplateMap> Env { get; init; }

    /// <summary>The defaults of the job over those of the workflow.</summary>
    public required RunDefaults Defaults { get; init; }

    /// <summary>The steps.</summary>
    public required IReadOnlyList<Step> Steps { get; init; }

    /// <summary>The outputs, computed by the runner at the end.</summary>
    public required TemplateMap Outputs { get; init; }
}
