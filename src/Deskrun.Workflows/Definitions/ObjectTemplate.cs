using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>Named values.</summary>
/// <param name="Properties">The names, as written, and their values, in order.</param>
/// <param name="Position">Where it starts.</param>
public sealed record ObjectTemplate(
    IReadOnlyList<KeyValuePair<string, ValueTemplate>> Properties,
    SourcePosition Position
) : ValueTemplate(Position)
{
    /// <inheritdoc />
    public override IEnumerable<Expression> Expressions => Properties.SelectMany(p => p.Value.Expressions);

    /// <inheritdoc />
    public override ExpressionValue Evaluate(IExpressionScope scope) =>
        ExpressionValue.Of(Properties.Select(p => KeyValuePair.Create(p.Key, p.Value.Evaluate(scope))));

    /// <summary>The value of a property, or null.</summary>
    public ValueTemplate? Find(string name) =>
        Properties.FirstOrDefault(p => string.Equals(p.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The names and values, separated by commas.</summary>
    public override string ToString() => string.Join(", ", Properties.Select(p => $"{p.Key}: {p.Value}"));
}
