using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A workflow file that can run. Immutable.</summary>
public sealed record Workflow
{
    /// <summary>The file's path, as it was given.</summary>
    public required string Path { get; init; }

    /// <summary>The name; the path when the file says none.</summary>
    public required string Name { get; init; }

    /// <summary>What the workflow is for, or null.</summary>
    public string? Description { get; init; }

    /// <summary>The title of a run, or null.</summary>
    public Template? RunName { get; init; }

    /// <summary>What starts the workflow.</summary>
    public required Triggers On { get; init; }

    /// <summary>The variables of every job.</summary>
    public TemplateMap Env { get; init; } = TemplateMap.Empty;

    /// <summary>The defaults of every job's <c>run</c> steps.</summary>
    public RunDefaults Defaults { get; init; } = RunDefaults.None;

    /// <summary>The jobs in the order of the file.</summary>
    public required IReadOnlyList<Job> Jobs { get; init; }

    /// <summary>The steps that use an action of this repository, which only the official runner can run.</summary>
    public IEnumerable<Step> LocalActions =>
        Jobs.SelectMany(job => job.Steps).Where(step => step.Kind == StepKind.LocalAction);

    /// <summary>The job of an id (compared without case), or null.</summary>
    public Job? FindJob(string id) =>
        Jobs.FirstOrDefault(job => string.Equals(job.Id, id, StringComparison.OrdinalIgnoreCase));
}
