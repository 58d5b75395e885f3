using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Definitions;

/// <summary>Named texts (<c>env</c>, <c>with</c>, <c>outputs</c>), or one expression that gives an object of them.</summary>
/// <param name="Entries">The names and texts in order; empty when it is one expression.</param>
/// <param name="Expression">The expression that gives the whole object, or null.</param>
public sealed record TemplateMap(IReadOnlyList<TemplateEntry> Entries, Template? Expression = null)
{
    /// <summary>No names.</summary>
    public static TemplateMap Empty { get; } = new([]);

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => Entries.Count == 0 && Expression is null;

    /// <summary>The text of a name, or null.</summary>
    public Template? Find(string name) =>
        Entries.FirstOrDefault(e => string.Equals(e.Name, name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>Computes all texts.</summary>
    /// <exception cref="ExpressionException">
    /// An expression cannot be computed, or the one for the whole gives no object.
    /// </exception>
    public IReadOnlyList<KeyValuePair<string, string>> Evaluate(IExpressionScope scope)
    {
        if (Expression is null)
        {
            return [.. Entries.Select(e => KeyValuePair.Create(e.Name, e.Value.Evaluate(scope)))];
        }

        var value = Expression.EvaluateValue(scope);
        return value.Kind is ExpressionKind.Object
            ? [.. value.Properties.Select(p => KeyValuePair.Create(p.Key, p.Value.ToString()))]
            : throw new ExpressionException($"'{Expression.Text}' must give an object of names and texts");
    }
}
