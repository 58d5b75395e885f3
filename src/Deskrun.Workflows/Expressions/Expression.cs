using Deskrun.Workflows.Expressions.Syntax;

namespace Deskrun.Workflows.Expressions;

/// <summary>A parsed expression of GitHub's language: what stands between <c>${{</c> and <c>}}</c>. Immutable.</summary>
public sealed class Expression
{
    /// <summary>The longest expression, in characters, as GitHub limits it.</summary>
    public const int MaxLength = 21_000;

    private readonly Node root;

    private Expression(string text, Node root, IReadOnlyList<ExpressionReference> references)
    {
        Text = text;
        this.root = root;
        References = references;
    }

    /// <summary>The expression as written, without surrounding white space.</summary>
    public string Text { get; }

    /// <summary>Every context and function that it names, in order.</summary>
    public IReadOnlyList<ExpressionReference> References { get; }

    /// <summary>The contexts that it names, in lower case, each once.</summary>
    public IEnumerable<string> Contexts => References.Where(r => !r.IsFunction).Select(r => r.Name).Distinct();

    /// <summary>The functions that it calls, in lower case, each once.</summary>
    public IEnumerable<string> Functions => References.Where(r => r.IsFunction).Select(r => r.Name).Distinct();

    /// <summary>Whether it calls <c>success</c>, <c>failure</c>, <c>always</c> or <c>cancelled</c>.</summary>
    public bool UsesStatusFunction => References.Any(r => r.IsFunction && Condition.IsStatusFunction(r.Name));

    /// <summary>Parses an expression.</summary>
    /// <exception cref="ExpressionException">It is not valid, too long (21,000) or too deep (50 levels).</exception>
    public static Expression Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > MaxLength)
        {
            throw new ExpressionException(
                $"the expression has {trimmed.Length:N0} characters, more than the {MaxLength:N0} that GitHub allows"
            );
        }

        var (root, references) = Parser.Parse(trimmed);
        return new(trimmed, root, references);
    }

    /// <summary>Computes the value.</summary>
    /// <exception cref="ExpressionException">It cannot be computed, or its results take too much memory.</exception>
    public ExpressionValue Evaluate(IExpressionScope scope) => root.Evaluate(new(scope));

    /// <summary>The expression as written.</summary>
    public override string ToString() => Text;

    internal ExpressionValue Evaluate(Evaluation run) => root.Evaluate(run);
}
