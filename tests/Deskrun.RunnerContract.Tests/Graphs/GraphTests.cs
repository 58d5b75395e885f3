using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Tests.Graphs;

public sealed class GraphTests
{
    [Theory]
    [InlineData("string", "string", false, false)]
    [InlineData("string | required=true", "string", true, false)]
    [InlineData("string | default=\"a b\" required=true", "string", true, true)]
    [InlineData("[]string | minItems=1", "[]string", false, false)]
    [InlineData("integer | default=4 minimum=1", "integer", false, true)]
    [InlineData("string | description=\"say required=true\"", "string", false, false)]
    public void Fields_are_read_from_simple_schema(string text, string type, bool required, bool hasDefault)
    {
        var rgd = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["spec"] = new JsonObject { ["field"] = text } },
            },
        };
        Assert.Equal(new SchemaField("field", type, required, hasDefault), RunnerGraph.Read(rgd).SpecFields.Single());
    }

    [Fact]
    public void An_inline_struct_with_a_required_child_is_required_itself()
    {
        var graph = TestGraph.Make(
            spec: "{disk: {size: \"string | required=true\"}, net: {mtu: \"integer | default=1500\"}}"
        );
        Assert.Equal(new SchemaField("disk", "struct", true, false), graph.SpecFields[0]);
        Assert.Equal(new SchemaField("net", "struct", false, true), graph.SpecFields[1]);
    }

    [Theory]
    [InlineData("GraphAccepted", KroAge.Current)]
    [InlineData("ResourceGraphAccepted", KroAge.Older)]
    [InlineData("GraphVerified", KroAge.TooOld)]
    [InlineData(null, KroAge.NotJudged)]
    public void Kros_age_is_judged_by_condition_names(string? condition, KroAge age)
    {
        var graph = TestGraph.Make() with
        {
            Conditions = condition is null ? [] : [new GraphCondition(condition, "True", "", "", null)],
        };
        Assert.Equal(age, KroAges.Judge(graph));
    }

    [Theory]
    [InlineData("v0.9.3", KroAge.Current)]
    [InlineData("0.10.0", KroAge.Current)]
    [InlineData("v0.8.5", KroAge.Older)]
    [InlineData("v0.6.1", KroAge.Older)]
    [InlineData("v0.6.0", KroAge.TooOld)]
    [InlineData("v0.5.1-rc.1", KroAge.TooOld)]
    [InlineData("devel", KroAge.Current)]
    public void Kros_age_is_refined_by_the_label_of_the_instance(string version, KroAge age)
    {
        var instance = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["kro.run/kro-version"] = version } },
        };
        Assert.Equal(age, KroAges.Judge(instance));
    }

    [Theory]
    [InlineData("Active", "True", 2, GraphReadinessState.Active)]
    [InlineData("Active", "True", 1, GraphReadinessState.Settling)]
    [InlineData("Inactive", "False", 2, GraphReadinessState.LastGoodRevision)]
    [InlineData("Inactive", "Unknown", 2, GraphReadinessState.Settling)]
    public void Readiness_is_judged_by_state_conditions_and_generation(
        string state,
        string accepted,
        long generation,
        GraphReadinessState expected
    )
    {
        var graph = TestGraph.Make() with
        {
            State = state,
            Conditions =
            [
                new("GraphAccepted", accepted, "x", "why", 1),
                new("KindReady", "True", "", "", generation),
                new("ControllerReady", "True", "", "", 2),
            ],
        };
        Assert.Equal(expected, GraphReadiness.Judge(graph).State);
    }

    [Fact]
    public void A_kind_that_is_not_ready_is_broken_and_quoted()
    {
        var graph = TestGraph.Make() with
        {
            State = "Inactive",
            Conditions =
            [
                new("GraphAccepted", "True", "", "", 2),
                new("KindReady", "False", "Failed", "breaking change", 2),
            ],
        };
        var readiness = GraphReadiness.Judge(graph);
        Assert.Equal(GraphReadinessState.Broken, readiness.State);
        Assert.Equal("KindReady=False (Failed): breaking change", readiness.Conditions.Single());
    }
}
