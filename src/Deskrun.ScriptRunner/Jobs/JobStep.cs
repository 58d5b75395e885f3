using Deskrun.ScriptRunner.Templates;

namespace Deskrun.ScriptRunner.Jobs;

/// <summary>A step of the job message.</summary>
internal sealed record JobStep
{
    /// <summary>Id that the service knows the step by.</summary>
    public required Guid Id { get; init; }

    /// <summary>Value of <c>github.action</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The step's <c>id</c> for <c>steps.ID</c>; empty or starting with <c>__</c> when the workflow gave none.</summary>
    public string ContextName { get; init; } = "";

    /// <summary>When the step runs.</summary>
    public string Condition { get; init; } = "success()";

    /// <summary>The step's <c>name</c>, or null.</summary>
    public TemplateToken? DisplayName { get; init; }

    /// <summary>The step's <c>env</c>.</summary>
    public TemplateToken? Environment { get; init; }

    /// <summary>Script, shell and working directory.</summary>
    public TemplateToken? Inputs { get; init; }

    /// <summary>The step's <c>continue-on-error</c>.</summary>
    public TemplateToken? ContinueOnError { get; init; }

    /// <summary>The step's <c>timeout-minutes</c>.</summary>
    public TemplateToken? Timeout { get; init; }

    /// <summary>What the step uses instead of a script, in words; null for a script.</summary>
    public string? Uses { get; init; }
}
