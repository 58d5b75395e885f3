using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Tests.Expressions;

public class ExpressionLimitTests
{
    [Fact]
    public void Fifty_levels_are_allowed_and_fifty_one_are_not()
    {
        Expression.Parse(new string('!', 49) + "true");
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(new string('!', 50) + "true"));
        Assert.Contains("50 levels", e.Message);
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("join(", "1", ")")]
    [InlineData("github[", "1", "]")]
    [InlineData("!", "1", "")]
    [InlineData("", "github", ".x")]
    [InlineData("", "1", " == 1")]
    public void A_very_deep_expression_is_an_error_and_no_crash(string before, string inside, string after)
    {
        var times = Expression.MaxLength / (before.Length + after.Length) - 1;
        var text =
            string.Concat(Enumerable.Repeat(before, times)) + inside + string.Concat(Enumerable.Repeat(after, times));
        Assert.Throws<ExpressionException>(() => Expression.Parse(text));
    }

    [Fact]
    public void A_chain_of_one_logical_sign_counts_as_one_level()
    {
        var text = string.Join(" && ", Enumerable.Repeat("true", 2000));
        Assert.True(Expression.Parse(text).Evaluate(new TestScope()).AsBoolean);
    }

    [Fact]
    public void More_than_21000_characters_are_too_many()
    {
        Expression.Parse($"'{new string('x', Expression.MaxLength - 2)}'");
        var e = Assert.Throws<ExpressionException>(() =>
            Expression.Parse($"'{new string('x', Expression.MaxLength)}'")
        );
        Assert.Contains("21,000", e.Message);
    }

    [Theory]
    [InlineData("format('{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}', env.big)")]
    [InlineData("join(fromJSON(env.list), env.big)")]
    [InlineData("toJSON(fromJSON(format('[{0},{0},{0},{0}]', toJSON(env.big))))")]
    public void Results_that_grow_without_measure_end_in_an_error(string text)
    {
        var scope = new TestScope(
            $$$"""{"env":{"big":"{{{new string('x', 900_000)}}}","list":"[1,1,1,1,1,1,1,1,1,1,1]"}}"""
        );
        var e = Assert.Throws<ExpressionException>(() => Expression.Parse(text).Evaluate(scope));
        Assert.Contains("10 MiB", e.Message);
    }

    [Fact]
    public void Deeply_nested_JSON_is_an_error_and_no_crash()
    {
        var scope = new TestScope($$$"""{"env":{"deep":"{{{new string('[', 100_000)}}}"}}""");
        Assert.Throws<ExpressionException>(() => Expression.Parse("fromJSON(env.deep)").Evaluate(scope));
    }
}
