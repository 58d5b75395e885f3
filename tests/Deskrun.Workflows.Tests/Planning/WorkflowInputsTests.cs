using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Workflows.Tests.Planning;

public class WorkflowInputsTests
{
    private const string Text = """
        on:
          workflow_dispatch:
            inputs:
              level: { type: choice, options: [low, high], default: low }
              dry: { type: boolean }
              count: { type: number, default: 3 }
              who: { required: true }
        jobs: { a: { runs-on: x, steps: [{ run: x }] } }
        """;

    [Theory]
    [InlineData("""{"who":"me"}""", """{"level":"low","dry":false,"count":3,"who":"me"}""")]
    [InlineData(
        """{"WHO":"me","dry":"true","count":"1.5","level":"high"}""",
        """{"level":"high","dry":true,"count":1.5,"who":"me"}"""
    )]
    public void Inputs_get_their_types_and_defaults(string given, string expected)
    {
        var resolved = Resolve(given);
        Assert.Empty(resolved.Errors);
        Assert.Equal(expected, ExpressionJson.ToText(resolved.Values));
    }

    [Theory]
    [InlineData("{}", "the input 'who' is required: give it with --input who=VALUE")]
    [InlineData("""{"who":""}""", "the input 'who' is required: give it with --input who=VALUE")]
    [InlineData("""{"who":"x","levle":"low"}""", "the workflow has no input 'levle', did you mean 'level'?")]
    [InlineData("""{"who":"x","level":"mid"}""", "input 'level' must be one of low, high, not 'mid'")]
    [InlineData("""{"who":"x","dry":"yes"}""", "input 'dry' must be true or false, not 'yes'")]
    [InlineData("""{"who":"x","count":"many"}""", "input 'count' must be a number, not 'many'")]
    public void A_wrong_input_is_told(string given, string error) => Assert.Equal([error], Resolve(given).Errors);

    private static WorkflowInputs Resolve(string given) =>
        WorkflowInputs.Resolve(
            WorkflowParser.Parse("w.yml", Text).Workflow!,
            ExpressionJson.Parse(given).Properties.ToDictionary(p => p.Key, p => p.Value.AsString)
        );
}
