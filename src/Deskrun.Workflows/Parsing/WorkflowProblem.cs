using Deskrun.Workflows.Definitions;

namespace Deskrun.Workflows.Parsing;

/// <summary>Something in a workflow file that keeps it from running.</summary>
/// <param name="Path">The file, as it was given.</param>
/// <param name="Position">Where it is.</param>
/// <param name="Message">What is wrong, what was expected and how to mend it.</param>
public sealed record WorkflowProblem(string Path, SourcePosition Position, string Message)
{
    /// <summary>The problem as compilers write it: <c>file:line:column: message</c>.</summary>
    public override string ToString() => $"{Path}:{Position}: {Message}";
}
