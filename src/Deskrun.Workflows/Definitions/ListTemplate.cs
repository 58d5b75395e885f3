using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>A list.</summary>
/// <param name="Items">The items.</param>
/// <param name="Position">Where it starts.</param>
public sealed record ListTemplate(IReadOnlyList<ValueTemplate> Items, SourcePosition Position) : ValueTemplate(Position)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Expressions => Items.SelectMany(i => i.Expressions);

    /// <inheritdoc />
    public override ExpressionValue Evaluate(IExpressionScope scope) =>
        ExpressionValue.Of(Items.Select(i => i.Evaluate(scope)).ToArray());

    /// <summary>The items, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Items);
}
