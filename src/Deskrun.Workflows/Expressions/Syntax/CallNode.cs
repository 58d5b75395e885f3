using Deskrun.Workflows.Expressions.Functions;

namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary>A call of a function.</summary>
internal sealed class CallNode(FunctionInfo function, IReadOnlyList<Node> arguments, int position)
    : Node(Over([.. arguments]))
{
    public override ExpressionValue Evaluate(Evaluation run) =>
        function.Evaluate(new FunctionCall(function.Name, arguments, run, position));
}
