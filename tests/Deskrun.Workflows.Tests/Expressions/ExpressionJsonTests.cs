using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Tests.Expressions;

public class ExpressionJsonTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("1.5")]
    [InlineData("\"x\"")]
    [InlineData("""{"b":[1,{"a":null}],"a":""}""")]
    public void JSON_survives_the_way_there_and_back(string json) =>
        Assert.Equal(json, ExpressionJson.ToText(ExpressionJson.Parse(json)));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("1 2")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_JSON_is_an_error(string json) =>
        Assert.Throws<ExpressionException>(() => ExpressionJson.Parse(json));

    [Fact]
    public void Indented_JSON_escapes_what_JSON_demands_and_line_separators() =>
        Assert.Equal(
            "[\n  \"\\u0001\\n\\t\\u2028\",\n  [],\n  {}\n]",
            ExpressionJson.ToIndentedText(ExpressionJson.Parse("[\"\\u0001\\n\\t\\u2028\",[],{}]"))
        );

    [Fact]
    public void Names_keep_their_case_apart_only_where_asked()
    {
        KeyValuePair<string, string>[] pairs = [new("a", "1"), new("A", "2")];
        Assert.Single(ExpressionValue.Of(pairs).Properties);
        Assert.Equal(2, ExpressionValue.OfCaseSensitive(pairs).Properties.Count);
    }
}
