using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads values of any kind, and values that must be of a certain kind once they are computed.</summary>
internal static class ValueParser
{
    /// <summary>Reads any value.</summary>
    public static ValueTemplate Any(ParseContext context, YamlNode node, WorkflowKey key) =>
        node switch
        {
            YamlScalar { Value.Kind: ExpressionKind.String } scalar => new TextTemplate(
                TemplateParser.Text(context, scalar, key),
                node.Position
            ),
            YamlScalar scalar => new LiteralTemplate(scalar.Value, node.Position),
            YamlSequence list => new ListTemplate([.. list.Items.Select(i => Any(context, i, key))], node.Position),
            YamlMapping mapping => new ObjectTemplate(
                [.. mapping.Entries.Select(e => KeyValuePair.Create(Name(context, e), Any(context, e.Value, key)))],
                node.Position
            ),
            _ => throw new InvalidOperationException($"a node of an unknown kind: {node.GetType().Name}"),
        };

    /// <summary>Reads <c>true</c>, <c>false</c> or an expression.</summary>
    public static ValueTemplate? Boolean(ParseContext context, YamlNode? node, WorkflowKey key) =>
        Typed(context, node, key, ExpressionKind.Boolean, "true, false or an expression ${{ }}");

    /// <summary>Reads a number above zero or an expression.</summary>
    public static ValueTemplate? Positive(ParseContext context, YamlNode? node, WorkflowKey key)
    {
        var value = Typed(context, node, key, ExpressionKind.Number, "a number or an expression ${{ }}");
        if (value is LiteralTemplate { Value.AsNumber: var number } && !(number > 0 && double.IsFinite(number)))
        {
            context.Error(value.Position, $"'{key.Name}' must be more than 0, but it is {number}");
        }

        return value;
    }

    /// <summary>Reads one expression that gives the whole value, or null when the node is no such text.</summary>
    public static TextTemplate? WholeExpression(ParseContext context, YamlNode node, WorkflowKey key) =>
        node is YamlScalar scalar && scalar.Text.Contains("${{", StringComparison.Ordinal)
            ? new(TemplateParser.Text(context, scalar, key), node.Position)
            : null;

    /// <summary>Reads names and texts, or one expression that gives them all.</summary>
    public static TemplateMap Map(ParseContext context, YamlNode? node, WorkflowKey key)
    {
        if (node is null)
        {
            return TemplateMap.Empty;
        }

        if (WholeExpression(context, node, key) is { } expression)
        {
            return new([], expression.Template);
        }

        if (node is not YamlMapping mapping)
        {
            context.Error(node.Position, $"'{key.Name}' must be a mapping of names and texts, but it is {node.Kind}");
            return TemplateMap.Empty;
        }

        return new([
            .. mapping.Entries.Select(e => new TemplateEntry(
                Name(context, e),
                TemplateParser.Text(context, e.Value, key),
                e.Key.Position
            )),
        ]);
    }

    /// <summary>Reads one text or a list of texts, without expressions.</summary>
    public static IReadOnlyList<YamlScalar> Words(ParseContext context, YamlNode node, string name)
    {
        var items = node is YamlSequence list ? list.Items : [node];
        var words = new List<YamlScalar>();
        foreach (var item in items)
        {
            if (item is YamlScalar { IsNull: false, Text.Length: > 0 } word)
            {
                words.Add(word);
            }
            else
            {
                context.Error(item.Position, $"'{name}' must be a text or a list of texts, but here is {item.Kind}");
            }
        }

        return words;
    }

    private static ValueTemplate? Typed(
        ParseContext context,
        YamlNode? node,
        WorkflowKey key,
        ExpressionKind kind,
        string expected
    )
    {
        if (node is null)
        {
            return null;
        }

        if (node is YamlScalar scalar && scalar.Value.Kind == kind)
        {
            return new LiteralTemplate(scalar.Value, node.Position);
        }

        if (WholeExpression(context, node, key) is { } expression)
        {
            return expression;
        }

        context.Error(node.Position, $"'{key.Name}' must be {expected}, but it is {node.Kind}");
        return null;
    }

    private static string Name(ParseContext context, YamlEntry entry)
    {
        if (entry.Name.Contains("${{", StringComparison.Ordinal))
        {
            context.Error(entry.Key.Position, "a key cannot be an expression here: write the name itself");
        }
        else if (entry.Name.Length == 0)
        {
            context.Error(entry.Key.Position, "a name is missing before the colon");
        }

        return entry.Name;
    }
}
