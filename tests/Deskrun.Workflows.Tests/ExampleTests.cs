using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Workflows.Tests;

public class ExampleTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Repository.File("examples", "workflows"), "*.yml").Select(f => Path.GetFileName(f)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_example_can_be_run(string name)
    {
        using var stream = File.OpenRead(Repository.File("examples", "workflows", name));
        var result = WorkflowParser.Parse(name, stream);
        Assert.Empty(result.Errors);
        Assert.Empty(result.Ignored);
        var decisions = new WorkflowRunPlanner(result.Workflow!, new()).Start();
        Assert.All(decisions, d => Assert.IsType<QueueJob>(d));
    }

    [Fact]
    public void The_routing_example_sends_the_job_to_the_runner_of_the_number()
    {
        var text = File.ReadAllText(Repository.File("examples", "workflows", "route-by-number.yml"));
        var planner = new WorkflowRunPlanner(WorkflowParser.Parse("route.yml", text).Workflow!, new());
        planner.Start();
        var decisions = planner.JobCompleted(
            "route",
            JobConclusion.Success,
            new Dictionary<string, string> { ["index"] = "2" }
        );
        Assert.Equal(["web-2"], Assert.IsType<QueueJob>(Assert.Single(decisions)).Job.Labels);
    }

    [Fact]
    public void The_matrix_example_makes_three_cells_and_names_the_run()
    {
        var text = File.ReadAllText(Repository.File("examples", "workflows", "matrix.yml"));
        var workflow = WorkflowParser.Parse("matrix.yml", text).Workflow!;
        var inputs = WorkflowInputs.Resolve(workflow, new Dictionary<string, string> { ["who"] = "Ada" });
        Assert.Empty(inputs.Errors);
        var planner = new WorkflowRunPlanner(workflow, new() { Inputs = inputs.Values });
        Assert.Equal("Matrix for Ada", planner.RunName);
        planner.Start();
        var cells = planner.JobCompleted(
            "prepare",
            JobConclusion.Success,
            new Dictionary<string, string> { ["versions"] = """["1.0", "2.0"]""" }
        );
        Assert.Equal(
            ["build (plain, 1.0)", "build (plain, 2.0)", "build (sweet, 2.0)"],
            cells.Cast<QueueJob>().Select(q => q.Job.DisplayName)
        );
        Assert.Equal("cream", ((QueueJob)cells[2]).Job.Matrix.Properties["topping"].ToString());
        Assert.Equal(ExpressionKind.Object, ((QueueJob)cells[0]).Job.Needs.Kind);
    }
}
