using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Keys;
using Deskrun.Workflows.Yaml;

namespace Deskrun.Workflows.Parsing;

/// <summary>Reads texts with expressions and checks that what they name is available at their place.</summary>
internal static class TemplateParser
{
    /// <summary>Reads a text. Numbers and truth values become texts, as GitHub makes them.</summary>
    /// <returns>A literal text when it is wrong; the error is noted.</returns>
    public static Template Text(ParseContext context, YamlNode node, WorkflowKey key) =>
        node is YamlScalar scalar ? Scalar(context, scalar, key) : NoText(context, node, key);

    /// <summary>Reads the text of an <c>if</c>, which is an expression even without <c>${{ }}</c>.</summary>
    public static (Expression Condition, string? Text) Condition(ParseContext context, YamlNode? node, WorkflowKey key)
    {
        if (node is null or YamlScalar { IsNull: true })
        {
            return (Expressions.Condition.ParseNormalized(null), null);
        }

        if (node is not YamlScalar scalar)
        {
            NoText(context, node, key);
            return (Expressions.Condition.ParseNormalized(null), null);
        }

        var text = scalar.Value.ToString();
        try
        {
            if (text.Contains("${{", StringComparison.Ordinal))
            {
                Scalar(context, scalar, key);
            }
            else
            {
                var offset = text.Length - text.TrimStart().Length;
                Check(context, scalar, Expression.Parse(text), offset, key);
            }

            return (Expressions.Condition.ParseNormalized(text), text);
        }
        catch (ExpressionException e)
        {
            context.Error(scalar.Layout.At(scalar.Text, e.Position), e.Message);
            return (Expressions.Condition.ParseNormalized(null), text);
        }
    }

    private static Template Scalar(ParseContext context, YamlScalar scalar, WorkflowKey key)
    {
        var text = scalar.Value.ToString();
        try
        {
            var template = Template.Parse(text);
            foreach (var (expression, offset) in template.Expressions)
            {
                Check(context, scalar, expression, offset, key);
            }

            return template;
        }
        catch (ExpressionException e)
        {
            context.Error(scalar.Layout.At(scalar.Text, e.Position), e.Message);
            return Template.Literal(text);
        }
    }

    private static Template NoText(ParseContext context, YamlNode node, WorkflowKey key)
    {
        context.Error(node.Position, $"'{key.Name}' must be a text, but it is {node.Kind}");
        return Template.Literal("");
    }

    private static void Check(
        ParseContext context,
        YamlScalar scalar,
        Expression expression,
        int offset,
        WorkflowKey key
    )
    {
        var available = key.Availability;
        if (available == Availability.None)
        {
            context.Error(
                scalar.Layout.At(scalar.Text, offset),
                $"GitHub evaluates no expressions in '{key.Path}': write a plain text"
            );
            return;
        }

        foreach (var reference in expression.References)
        {
            var problem = reference.IsFunction ? Function(reference.Name, key) : Context(reference.Name, key);
            if (problem is not null)
            {
                context.Error(scalar.Layout.At(scalar.Text, offset + reference.Position), problem);
            }
        }
    }

    private static string? Context(string name, WorkflowKey key)
    {
        if (key.Availability.Contexts.Contains(name))
        {
            return null;
        }

        // A job's own condition sees no env either; there is no way out to name.
        var hint =
            name == "secrets" && key.Availability.Contexts.Contains("env")
                ? " (hand the secret over in env and compare env.NAME)"
                : "";
        return $"the context '{name}' is not available in '{key.Path}'{hint}; available are: "
            + string.Join(", ", key.Availability.Contexts);
    }

    private static string? Function(string name, WorkflowKey key)
    {
        if (key.Availability.Functions.Contains(name))
        {
            return null;
        }

        return name switch
        {
            "hashfiles" => $"hashFiles is not available in '{key.Path}': there is no workspace yet; use it in a step",
            _ when Expressions.Condition.IsStatusFunction(name) => $"{name}() is available in an 'if' only",
            _ => null,
        };
    }
}
