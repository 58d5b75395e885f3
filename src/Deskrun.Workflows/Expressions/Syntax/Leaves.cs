namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>A value written in the expression.</summary>
internal sealed class LiteralNode(ExpressionValue value) : Node(1)
{
    public override ExpressionValue Evaluate(Evaluation run) => value;
}

/// <summary>The name of a context.</summary>
internal sealed class ContextNode(string name, int position) : Node(1)
{
    public override ExpressionValue Evaluate(Evaluation run) =>
        run.Scope.FindContext(name)
        ?? throw new ExpressionException($"the context '{name}' is not available here", position);
}

/// <summary>The <c>*</c> of a filter; never evaluated.</summary>
internal sealed class WildcardNode() : Node(1)
{
    public override ExpressionValue Evaluate(Evaluation run) => ExpressionValue.Of("*");
}
