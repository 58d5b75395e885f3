using Deskrun.Workflows.Expressions.Syntax;

namespace Deskrun.Workflows.Expressions.Functions;

/// <summary>One call: the function's name, the arguments still to be evaluated, and the evaluation they run in.</summary>
internal readonly record struct FunctionCall(string Name, IReadOnlyList<Node> Arguments, Evaluation Run, int Position)
{
    /// <summary>How many arguments there are.</summary>
    public int Count => Arguments.Count;

    /// <summary>Evaluates an argument.</summary>
    public ExpressionValue this[int index] => Arguments[index].Evaluate(Run);

    /// <summary>An error about this call.</summary>
    public ExpressionException Fail(string message) => new($"{Name}: {message}", Position);
}
