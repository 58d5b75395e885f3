using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Parsing;

namespace Deskrun.Workflows.Tests.Parsing;

public class WorkflowParserTests
{
    private const string Text = """
        name: 1.10
        description: Everything at once
        on:
          push: { branches: [main, 'v*'], tags: v1 }
          schedule: [{ cron: '0 5 * * *' }]
          workflow_dispatch:
            inputs:
              level: { type: choice, options: [low, high], default: low, description: How much }
              dry: { type: boolean, default: true }
              count: { type: number, required: true }
              plain:
        env:
          NUMBER: 1.10
          FLAG: True
          NOTHING:
          TEXT: "1.10"
        defaults: { run: { shell: sh, working-directory: src } }
        jobs:
          build:
            name: Build it
            runs-on: [self-hosted, linux]
            if: true
            env: ${{ fromJSON(vars.env) }}
            defaults: { run: { working-directory: '${{ matrix.dir }}' } }
            timeout-minutes: 5
            outputs: { a: '${{ steps.one.outputs.a }}' }
            steps:
              - name: First
                id: one
                if: github.ref == 'x'
                run: |

                  echo one
                  echo two
                shell: bash
                env: { A: 1 }
                continue-on-error: ${{ matrix.x }}
                timeout-minutes: 1.5
              - run: echo again
              - uses: actions/checkout@v4
              - run: echo more
              - uses: ./.github/actions/mine
                with: { flag: true }
        """;

    private readonly Workflow workflow = WorkflowParser.Parse("w.yml", Text).Workflow!;

    [Fact]
    public void The_heads_of_a_workflow_are_read()
    {
        Assert.Equal(("1.10", "Everything at once", "w.yml"), (workflow.Name, workflow.Description, workflow.Path));
        Assert.Equal(["1.1", "true", "", "1.10"], workflow.Env.Entries.Select(e => e.Value.Text));
        Assert.Equal(["main", "v*"], workflow.On.Find("push")!.Filters["branches"]);
        Assert.Equal(["v1"], workflow.On.Find("push")!.Filters["tags"]);
        Assert.Equal(["0 5 * * *"], workflow.On.Find("schedule")!.Filters["cron"]);
        Assert.Null(workflow.On.Find("pull_request"));
    }

    [Fact]
    public void The_inputs_of_workflow_dispatch_are_read()
    {
        var inputs = workflow.On.DispatchInputs;
        Assert.Equal(["level", "dry", "count", "plain"], inputs.Select(i => i.Name));
        Assert.Equal(["choice", "boolean", "number", "string"], inputs.Select(i => i.Type));
        Assert.Equal(["low", "true", null, null], inputs.Select(i => i.Default));
        Assert.Equal([false, false, true, false], inputs.Select(i => i.IsRequired));
        Assert.Equal(["low", "high"], inputs[0].Options);
        Assert.Equal("How much", inputs[0].Description);
    }

    [Fact]
    public void A_job_is_read_with_its_places()
    {
        var job = workflow.FindJob("BUILD")!;
        Assert.Equal(new SourcePosition(19, 3), job.Position);
        Assert.Equal("success() && (true)", job.Condition.Text);
        Assert.Equal("fromJSON(vars.env)", job.Env.Expression!.ToExpression());
        Assert.Equal("${{ matrix.dir }}", workflow.Defaults.Under(job.Defaults).WorkingDirectory!.Text);
        Assert.Equal("sh", workflow.Defaults.Under(job.Defaults).Shell!.Text);
        Assert.Equal("steps.one.outputs.a", job.Outputs.Find("a")!.ToExpression());
    }

    [Fact]
    public void Steps_are_read_and_named_as_on_GitHub()
    {
        var steps = workflow.Jobs[0].Steps;
        Assert.Equal(["one", "__run", "__actions_checkout", "__run_2", "__self"], steps.Select(s => s.ContextName));
        Assert.Equal(
            [StepKind.Run, StepKind.Run, StepKind.Checkout, StepKind.Run, StepKind.LocalAction],
            steps.Select(s => s.Kind)
        );
        Assert.Equal([steps[4]], workflow.LocalActions);
        Assert.Equal("Run echo one", steps[0].DefaultName);
        Assert.Equal("Run actions/checkout@v4", steps[2].DefaultName);
        Assert.Equal("success() && (github.ref == 'x')", steps[0].Condition.Text);
        Assert.Equal("success()", steps[1].Condition.Text);
        Assert.Equal("\necho one\necho two\n", steps[0].Script!.Text);
        Assert.Equal("1.5", steps[0].TimeoutMinutes!.ToString());
        Assert.False(steps[0].ContinueOnError!.IsLiteral);
        Assert.Equal("true", steps[4].With.Find("FLAG")!.Text);
        Assert.Equal(new SourcePosition(28, 9), steps[0].Position);
    }

    [Fact]
    public void A_problem_is_told_as_compilers_do()
    {
        var error = Assert.Single(WorkflowParser.Parse("dir/w.yml", Text.Replace("outputs: {", "outpouts: {")).Errors);
        Assert.Equal(
            "dir/w.yml:26:5: the job 'build' has no key 'outpouts', did you mean 'outputs'?",
            error.ToString()
        );
    }
}
