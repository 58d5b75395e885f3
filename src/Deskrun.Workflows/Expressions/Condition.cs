namespace Deskrun.Workflows.Expressions;

/// <summary>What an <c>if:</c> means.</summary>
public static class Condition
{
    private const string Default = "success()";

    /// <summary>
    /// The condition that GitHub sends for the text of an <c>if:</c>: <c>success()</c> when there is none, and
    /// <c>success() &amp;&amp; (…)</c> around one that calls no status function.
    /// </summary>
    /// <param name="ifText">The text of the key, with or without <c>${{ }}</c>; null when the key is absent.</param>
    /// <exception cref="ExpressionException">The text is not valid.</exception>
    public static string Normalize(string? ifText) => ParseNormalized(ifText).Text;

    /// <summary>The same as <see cref="Normalize"/>, parsed.</summary>
    /// <exception cref="ExpressionException">The text is not valid.</exception>
    public static Expression ParseNormalized(string? ifText)
    {
        if (string.IsNullOrWhiteSpace(ifText))
        {
            return Expression.Parse(Default);
        }

        var condition = Parse(ifText);
        return condition.UsesStatusFunction ? condition : Expression.Parse($"{Default} && ({condition.Text})");
    }

    /// <summary>Parses the text of an <c>if:</c>, which is an expression even without <c>${{ }}</c>.</summary>
    /// <exception cref="ExpressionException">The text is not valid.</exception>
    public static Expression Parse(string ifText) =>
        Expression.Parse(
            ifText.Contains("${{", StringComparison.Ordinal) ? Template.Parse(ifText.Trim()).ToExpression() : ifText
        );

    internal static bool IsStatusFunction(string name) => name is "success" or "failure" or "always" or "cancelled";
}
