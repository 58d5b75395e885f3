using Deskrun.Workflows.Expressions;

namespace Deskrun.ScriptRunner.Templates;

/// <summary>Evaluates template tokens in a scope. Every error is an <see cref="ExpressionException"/>.</summary>
internal sealed class TemplateEvaluator(IExpressionScope scope)
{
    /// <summary>The value of a token.</summary>
    public ExpressionValue Value(TemplateToken? token) =>
        token switch
        {
            null => ExpressionValue.Null,
            TemplateToken.Literal literal => literal.Value,
            TemplateToken.Expr expression => Expression.Parse(expression.Text).Evaluate(scope),
            TemplateToken.Sequence sequence => ExpressionValue.Of([.. sequence.Items.Select(Value)]),
            TemplateToken.Mapping mapping => ExpressionValue.Of(Entries(mapping)),
            _ => throw new ExpressionException("'insert' is only possible as a key of a mapping."),
        };

    /// <summary>The text of a token that must be a scalar.</summary>
    public string Text(TemplateToken? token, string what)
    {
        var value = Value(token);
        return value.Kind is ExpressionKind.Array or ExpressionKind.Object
            ? throw new ExpressionException($"{what} must be a text, but it is {Article(value.Kind)}.")
            : value.ToString();
    }

    /// <summary>The names and texts of a token that must be a mapping, in their order; missing gives none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(TemplateToken? token, string what)
    {
        if (token is TemplateToken.Mapping mapping)
        {
            return [.. Entries(mapping).Select(e => KeyValuePair.Create(e.Key, Scalar(e.Value, $"{what}.{e.Key}")))];
        }

        var value = Value(token);
        return value.Kind switch
        {
            ExpressionKind.Null => [],
            ExpressionKind.Object =>
            [
                .. value.Properties.Select(p => KeyValuePair.Create(p.Key, Scalar(p.Value, $"{what}.{p.Key}"))),
            ],
            _ => throw new ExpressionException($"{what} must be a mapping, but it is {Article(value.Kind)}."),
        };
    }

    /// <summary>Whether a condition holds.</summary>
    public bool Condition(string condition) => Expression.Parse(condition).Evaluate(scope).IsTruthy;

    private static string Scalar(ExpressionValue value, string what) =>
        value.Kind is ExpressionKind.Array or ExpressionKind.Object
            ? throw new ExpressionException($"{what} must be a text, but it is {Article(value.Kind)}.")
            : value.ToString();

    private static string Article(ExpressionKind kind) =>
        kind is ExpressionKind.Array or ExpressionKind.Object ? $"an {kind}" : $"a {kind}";

    private IEnumerable<KeyValuePair<string, ExpressionValue>> Entries(TemplateToken.Mapping mapping)
    {
        foreach (var (key, value) in mapping.Entries)
        {
            if (key is not TemplateToken.Insert)
            {
                yield return KeyValuePair.Create(Text(key, "A key"), Value(value));
                continue;
            }

            foreach (var inserted in Value(value).Properties)
            {
                yield return inserted;
            }
        }
    }
}
