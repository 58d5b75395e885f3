using System.Text;

namespace Deskrun.Workflows.Expressions;

/// <summary>A text that may hold expressions in <c>${{ }}</c>. Immutable.</summary>
public sealed class Template
{
    private readonly IReadOnlyList<TemplateSegment> segments;

    internal Template(string text, IReadOnlyList<TemplateSegment> segments)
    {
        Text = text;
        this.segments = segments;
    }

    /// <summary>The text as written.</summary>
    public string Text { get; }

    /// <summary>Whether there is no expression in it.</summary>
    public bool IsLiteral => segments.All(s => s.Expression is null);

    /// <summary>Whether it is one expression and nothing else, so that its value need not be a text.</summary>
    public bool IsSingleExpression => segments is [{ Expression: not null }];

    /// <summary>The expressions in it, in order, each with the offset in <see cref="Text"/> where it starts.</summary>
    public IEnumerable<(Expression Expression, int Offset)> Expressions =>
        segments.Where(s => s.Expression is not null).Select(s => (s.Expression!, s.Offset));

    /// <summary>Parses a text.</summary>
    /// <exception cref="ExpressionException">An expression in it is not valid; the position counts in the text.</exception>
    public static Template Parse(string text)
    {
        var template = new Template(text, TemplateReader.Read(text));
        if (!template.IsLiteral && template.ToExpression().Length > Expression.MaxLength)
        {
            throw new ExpressionException(
                $"a text with expressions may have {Expression.MaxLength:N0} characters on GitHub: "
                    + "hand the values over in env and keep the long text free of ${{ }}"
            );
        }

        return template;
    }

    /// <summary>Makes a template of a text in which <c>${{</c> means nothing.</summary>
    public static Template Literal(string text) => new(text, [new(text, null, 0)]);

    /// <summary>The text with every expression replaced by its value.</summary>
    /// <exception cref="ExpressionException">An expression cannot be computed.</exception>
    public string Evaluate(IExpressionScope scope)
    {
        if (segments is [{ Expression: null } only])
        {
            return only.Text;
        }

        var run = new Evaluation(scope);
        var text = new StringBuilder();
        foreach (var segment in segments)
        {
            text.Append(run.Charge(segment.Expression?.Evaluate(run).ToString() ?? segment.Text));
        }

        return text.ToString();
    }

    /// <summary>The value of a single expression, whatever its kind; else the text.</summary>
    /// <exception cref="ExpressionException">An expression cannot be computed.</exception>
    public ExpressionValue EvaluateValue(IExpressionScope scope) =>
        segments is [{ Expression: { } expression }] ? expression.Evaluate(scope) : ExpressionValue.Of(Evaluate(scope));

    /// <summary>
    /// The template as one expression, the form of the job message's template tokens: a quoted text, the single
    /// expression, or <c>format('…{0}', x)</c>.
    /// </summary>
    public string ToExpression()
    {
        if (segments is [])
        {
            return "''";
        }

        if (segments is [var only])
        {
            return only.Expression?.Text ?? $"'{only.Text.Replace("'", "''", StringComparison.Ordinal)}'";
        }

        var format = new StringBuilder("format('");
        var arguments = new StringBuilder();
        var count = 0;
        foreach (var segment in segments)
        {
            if (segment.Expression is { } expression)
            {
                format.Append('{').Append(count++).Append('}');
                arguments.Append(", ").Append(expression.Text);
            }
            else
            {
                format.Append(segment.Text.Replace("'", "''").Replace("{", "{{").Replace("}", "}}"));
            }
        }

        return format.Append('\'').Append(arguments).Append(')').ToString();
    }

    /// <summary>The text as written.</summary>
    public override string ToString() => Text;
}
