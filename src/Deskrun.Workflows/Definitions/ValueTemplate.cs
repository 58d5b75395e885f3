using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A value of a workflow file, of any kind, in which texts may hold expressions. Immutable.</summary>
/// <param name="Position">Where it starts.</param>
public abstract record ValueTemplate(SourcePosition Position)
{
    /// <summary>Computes the value.</summary>
    /// <exception cref="ExpressionException">An expression in it cannot be computed.</exception>
    public abstract ExpressionValue Evaluate(IExpressionScope scope);

    /// <summary>Every expression in it.</summary>
    public abstract IEnumerable<Expression> Expressions { get; }

    /// <summary>Whether it holds no expression, so that it has the same value everywhere.</summary>
    public bool IsLiteral => !Expressions.Any();
}
