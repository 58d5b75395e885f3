using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A value without expressions: a number, a truth value, null.</summary>
/// <param name="Value">The value.</param>
/// <param name="Position">Where it starts.</param>
public sealed record LiteralTemplate(ExpressionValue Value, SourcePosition Position) : ValueTemplate(Position)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Expressions => [];

    /// <inheritdoc />
    public override ExpressionValue Evaluate(IExpressionScope scope) => Value;

    /// <summary>The value's text.</summary>
    public override string ToString() => Value.ToString();
}
