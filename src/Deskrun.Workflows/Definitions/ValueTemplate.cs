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
