namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>A part of a parsed expression.</summary>
internal abstract class Node(int depth)
{
    /// <summary>How many levels it has, itself included.</summary>
    public int Depth { get; } = depth;

    /// <summary>Computes the value.</summary>
    public abstract ExpressionValue Evaluate(Evaluation run);

    /// <summary>The depth of a node over these.</summary>
    protected static int Over(params ReadOnlySpan<Node> nodes)
    {
        var depth = 0;
        foreach (var node in nodes)
        {
            depth = Math.Max(depth, node.Depth);
        }

        return depth + 1;
    }
}
