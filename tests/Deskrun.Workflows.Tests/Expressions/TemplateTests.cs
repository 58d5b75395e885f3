using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Tests.Expressions;

public class TemplateTests
{
    [Theory]
    [InlineData("", "", "''")]
    [InlineData("plain", "plain", "'plain'")]
    [InlineData("it's $x {y}", "it's $x {y}", "'it''s $x {y}'")]
    [InlineData("${{ matrix.os }}", "linux", "matrix.os")]
    [InlineData("on ${{ matrix.os }}!", "on linux!", "format('on {0}!', matrix.os)")]
    [InlineData("${{matrix.os}}${{ matrix.node }}", "linux20", "format('{0}{1}', matrix.os, matrix.node)")]
    [InlineData("it's {a} ${{ '}}' }}", "it's {a} }}", "format('it''s {{a}} {0}', '}}')")]
    [InlineData("${{ 'it''s' }}", "it's", "'it''s'")]
    [InlineData("$${{ 1 }}}", "$1}", "format('${0}}}', 1)")]
    [InlineData("a ${{ null }} b", "a  b", "format('a {0} b', null)")]
    public void A_template_gives_its_text_and_its_expression(string text, string expected, string expression)
    {
        var scope = new TestScope("""{"matrix":{"os":"linux","node":20}}""");
        var template = Template.Parse(text);
        Assert.Equal(expected, template.Evaluate(scope));
        Assert.Equal(expression, template.ToExpression());
        Assert.Equal(expected, Expression.Parse(template.ToExpression()).Evaluate(scope).ToString());
    }

    [Fact]
    public void A_single_expression_keeps_its_kind()
    {
        var scope = new TestScope("""{"matrix":{"node":20}}""");
        Assert.Equal(ExpressionKind.Number, Template.Parse("${{ matrix.node }}").EvaluateValue(scope).Kind);
        Assert.Equal(ExpressionKind.String, Template.Parse(" ${{ matrix.node }}").EvaluateValue(scope).Kind);
        Assert.True(Template.Parse("${{ matrix.node }}").IsSingleExpression);
        Assert.False(Template.Parse("${{ matrix.node }} ").IsSingleExpression);
        Assert.True(Template.Parse("matrix.node").IsLiteral);
    }

    [Fact]
    public void Text_that_is_declared_literal_is_never_an_expression()
    {
        var template = Template.Literal("${{ secrets.X }}");
        Assert.True(template.IsLiteral);
        Assert.Equal("${{ secrets.X }}", template.Evaluate(new TestScope()));
    }

    [Theory]
    [InlineData("a ${{ github.ref", 2, "}} is missing")]
    [InlineData("${{ 'abc }}", 0, "a ' that starts a text has no end")]
    [InlineData("${{ }}", 4, "an expression is missing")]
    [InlineData("ab ${{  1 % 2 }}", 10, "no arithmetic")]
    public void An_error_in_a_template_says_where_in_the_text_it_is(string text, int position, string message)
    {
        var e = Assert.Throws<ExpressionException>(() => Template.Parse(text));
        Assert.Contains(message, e.Message);
        Assert.Equal(position, e.Position);
    }

    [Fact]
    public void A_long_text_with_an_expression_is_refused_as_on_GitHub()
    {
        Template.Parse(new string('x', 30_000));
        Assert.Throws<ExpressionException>(() => Template.Parse(new string('x', 30_000) + "${{ 1 }}"));
    }

    [Fact]
    public void Too_many_expressions_in_one_text_are_refused()
    {
        Template.Parse(string.Concat(Enumerable.Repeat("${{ 1 }}", 254)));
        Assert.Throws<ExpressionException>(() => Template.Parse(string.Concat(Enumerable.Repeat("${{ 1 }}", 255))));
    }

    [Theory]
    [InlineData(null, "success()")]
    [InlineData(" ", "success()")]
    [InlineData("github.ref == 'x'", "success() && (github.ref == 'x')")]
    [InlineData("${{ github.ref == 'x' }}", "success() && (github.ref == 'x')")]
    [InlineData("${{ github.ref }} == 'x'", "success() && (format('{0} == ''x''', github.ref))")]
    [InlineData("failure()", "failure()")]
    [InlineData("${{ always() }}", "always()")]
    [InlineData("!Cancelled() && github.ref == 'x'", "!Cancelled() && github.ref == 'x'")]
    public void A_condition_asks_for_success_unless_it_names_a_status_function(string? text, string expected) =>
        Assert.Equal(expected, Condition.Normalize(text));
}
