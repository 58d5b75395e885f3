namespace Deskrun.Workflows.Definitions;

/// <summary>An event that starts a workflow.</summary>
/// <param name="Name">Its name, such as <c>push</c>.</param>
/// <param name="Filters">
/// The values of <c>types</c>, <c>branches</c>, <c>branches-ignore</c>, <c>tags</c>, <c>tags-ignore</c>, <c>paths</c>,
/// <c>paths-ignore</c>, <c>workflows</c>, <c>names</c>, <c>versions</c> and, for <c>schedule</c>, <c>cron</c>.
/// </param>
/// <param name="Position">Where it stands.</param>
public sealed record WorkflowEvent(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Filters,
    SourcePosition Position
);
