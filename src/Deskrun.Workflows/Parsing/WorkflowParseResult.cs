using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Parsing;

/// <summary>What reading a workflow file gave.</summary>
/// <param name="Workflow">The workflow; null when there are errors.</param>
/// <param name="Errors">Everything that keeps it from running, in the order of the file.</param>
/// <param name="Ignored">The known keys that mean nothing here, each once, in the order of the file.</param>
public sealed record WorkflowParseResult(
    Workflow? Workflow,
    IReadOnlyList<WorkflowProblem> Errors,
    IReadOnlyList<IgnoredKey> Ignored
);
