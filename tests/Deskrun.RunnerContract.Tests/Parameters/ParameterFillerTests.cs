using Deskrun.RunnerContract.Parameters;

namespace Deskrun.RunnerContract.Tests.Parameters;

public sealed class ParameterFillerTests
{
    private static readonly Dictionary<string, string> _none = [];

    [Theory]
    [InlineData("string", "4", "\"4\"")]
    [InlineData("integer", "4", "4")]
    [InlineData("boolean", "true", "true")]
    [InlineData("float", "1.5", "1.5")]
    [InlineData("[]string", "[\"a\",\"b\"]", "[\"a\",\"b\"]")]
    [InlineData("[]string", "a, b", "[\"a\",\"b\"]")]
    [InlineData("[]integer", "[1,2]", "[1,2]")]
    [InlineData("map[string]string", "{\"a\":\"b\"}", "{\"a\":\"b\"}")]
    [InlineData("object", "{\"a\":1}", "{\"a\":1}")]
    public void Values_get_the_type_of_the_schema(string type, string text, string json)
    {
        var graph = TestGraph.Make(spec: $"{{field: \"{type}\"}}");
        var plan = ParameterFiller.Fill(graph, _none, new Dictionary<string, string> { ["field"] = text });
        Assert.Empty(plan.Problems);
        Assert.Equal(json, plan.Spec["field"]!.ToJsonString());
    }

    [Theory]
    [InlineData("integer", "four")]
    [InlineData("boolean", "yes")]
    [InlineData("float", "NaN")]
    [InlineData("[]integer", "1,2")]
    [InlineData("map[string]string", "a")]
    [InlineData("object", "[1]")]
    public void A_value_of_another_type_is_a_problem_that_names_field_and_value(string type, string text)
    {
        var graph = TestGraph.Make(spec: $"{{field: \"{type}\"}}");
        var problem = ParameterFiller
            .Fill(graph, _none, new Dictionary<string, string> { ["field"] = text })
            .Problems.Single();
        Assert.Contains("field", problem, StringComparison.Ordinal);
        Assert.Contains(text, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_declared_fields_are_filled_and_capitals_find_their_field()
    {
        var graph = TestGraph.Make(spec: "{runnerName: string, diskSize: integer}");
        var known = new Dictionary<string, string> { ["runnerName"] = "r", ["scaleSetName"] = "s" };
        var plan = ParameterFiller.Fill(
            graph,
            known,
            new Dictionary<string, string> { ["DISK_SIZE"] = "9", ["other"] = "x" }
        );
        Assert.Equal("""{"runnerName":"r","diskSize":9}""", plan.Spec.ToJsonString());
        Assert.Contains("other", plan.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_required_field_that_nothing_fills_is_named_unless_it_has_a_default()
    {
        var graph = TestGraph.Make(spec: "{a: \"string | required=true\", b: \"string | required=true default=x\"}");
        Assert.Contains(" a ", ParameterFiller.Fill(graph, _none, _none).Problems.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_fits_two_fields_is_a_problem()
    {
        var graph = TestGraph.Make(spec: "{diskSize: string, disksize: string}");
        var plan = ParameterFiller.Fill(graph, _none, new Dictionary<string, string> { ["DISK_SIZE"] = "9" });
        Assert.Contains("diskSize and disksize", plan.Problems.Single(), StringComparison.Ordinal);
    }
}
