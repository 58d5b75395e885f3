using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>What <c>run</c> steps use when they say nothing else.</summary>
/// <param name="Shell">The shell, or null.</param>
/// <param name="WorkingDirectory">The folder, relative to the workspace, or null.</param>
public sealed record RunDefaults(Template? Shell = null, Template? WorkingDirectory = null)
{
    /// <summary>Nothing is set.</summary>
    public static RunDefaults None { get; } = new();

    /// <summary>These defaults where the given ones say nothing.</summary>
    public RunDefaults Under(RunDefaults inner) =>
        new(inner.Shell ?? Shell, inner.WorkingDirectory ?? WorkingDirectory);
}
