using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A text, or one expression whose value may be of any kind.</summary>
/// <param name="Template">The text.</param>
/// <param name="Position">Where it starts.</param>
public sealed record TextTemplate(Template Template, SourcePosition Position) : ValueTemplate(Position)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Expressions => Template.Expressions.Select(e => e.Expression);

    /// <inheritdoc />
    public override ExpressionValue Evaluate(IExpressionScope scope) => Template.EvaluateValue(scope);

    /// <summary>The text as written.</summary>
    public override string ToString() => Template.Text;
}
