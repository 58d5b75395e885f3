namespace Deskrun.Workflows.Expressions;

/// <summary>The contexts that GitHub documents.</summary>
internal static class ContextNames
{
    public static IReadOnlyList<string> All { get; } =
    ["github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs"];
}
