namespace Deskrun.Workflows.Definitions;

/// <summary>A place in a workflow file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>The place as <c>line:column</c>.</summary>
    public override string ToString() => $"{Line}:{Column}";
}
