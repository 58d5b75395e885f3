using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>Compares a cell with the values that an <c>include</c> or <c>exclude</c> names.</summary>
internal static class MatrixFilter
{
    /// <summary>Whether the value has everything that the filter names; compared loosely, deep inside too.</summary>
    public static bool Matches(ExpressionValue filter, ExpressionValue value) =>
        filter.Kind switch
        {
            ExpressionKind.Object => filter.Properties.All(p =>
                Matches(p.Value, value.Properties.GetValueOrDefault(p.Key) ?? ExpressionValue.Null)
            ),
            ExpressionKind.Array => filter
                .Items.Index()
                .All(i => Matches(i.Item, i.Index < value.Items.Count ? value.Items[i.Index] : ExpressionValue.Null)),
            _ => Coercion.AreEqual(value, filter),
        };
}
