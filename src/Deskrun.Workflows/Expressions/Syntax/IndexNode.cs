namespace Deskrun.Workflows.Expressions.Syntax;

/// <summary><c>x.name</c>, <c>x[y]</c> and the filter <c>x.*</c>.</summary>
internal sealed class IndexNode(Node target, Node index) : Node(Over(target, index))
{
    private readonly bool isFilter = index is WildcardNode;

    public override ExpressionValue Evaluate(Evaluation run)
    {
        var value = target.Evaluate(run);
        if (isFilter)
        {
            return Filter(run, value);
        }

        if (value.Items is FilteredItems items)
        {
            var key = index.Evaluate(run);
            return Collect(run, items.Select(item => Find(item, key)).OfType<ExpressionValue>());
        }

        return value.Kind is ExpressionKind.Array or ExpressionKind.Object
            ? Find(value, index.Evaluate(run)) ?? ExpressionValue.Null
            : ExpressionValue.Null;
    }

    private static ExpressionValue Filter(Evaluation run, ExpressionValue value) =>
        Collect(run, value.Items is FilteredItems items ? items.SelectMany(Children) : Children(value));

    private static IEnumerable<ExpressionValue> Children(ExpressionValue value) =>
        value.Kind == ExpressionKind.Object ? value.Properties.Values : value.Items;

    private static ExpressionValue Collect(Evaluation run, IEnumerable<ExpressionValue> values)
    {
        var items = new FilteredItems();
        foreach (var value in values)
        {
            run.Charge(IntPtr.Size);
            items.Add(value);
        }

        return ExpressionValue.Of(items);
    }

    private static ExpressionValue? Find(ExpressionValue value, ExpressionValue key)
    {
        if (value.Kind == ExpressionKind.Object)
        {
            return Coercion.IsPrimitive(key) ? value.Properties.GetValueOrDefault(key.ToString()) : null;
        }

        var position = Math.Floor(Coercion.ToNumber(key));
        return position >= 0 && position < value.Items.Count ? value.Items[(int)position] : null;
    }

    /// <summary>What a filter gave: a further index applies to each item, not to the list.</summary>
    private sealed class FilteredItems : List<ExpressionValue>;
}
