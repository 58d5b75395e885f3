using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;
using Deskrun.Workflows.Parsing;
using Deskrun.Workflows.Planning;

namespace Deskrun.Workflows.Tests.Planning;

public class WorkflowRunPlannerTests
{
    private const string Steps = "runs-on: x, steps: [{ run: x }]";

    [Fact]
    public void A_job_that_is_not_there_cannot_be_asked_for()
    {
        var workflow = Parse($"build: {{ {Steps} }}");
        var e = Assert.Throws<ArgumentException>(() => new WorkflowRunPlanner(workflow, new() { Jobs = ["biuld"] }));
        Assert.Contains("no job 'biuld', did you mean 'build'?", e.Message);
        Assert.Throws<ArgumentException>(() => PlanListing.Of(workflow, new() { Jobs = ["biuld"] }));
    }

    [Fact]
    public void A_planned_job_carries_what_a_runner_needs()
    {
        var workflow = Parse($"a: {{ env: {{ A: 1 }}, strategy: {{ matrix: {{ v: [1, 2] }} }}, {Steps} }}");
        var job = ((QueueJob)new WorkflowRunPlanner(workflow, new()).Start()[1]).Job;
        Assert.Equal("a:1", job.Key);
        Assert.Equal("a", job.JobId);
        Assert.Equal(360, job.TimeoutMinutes);
        Assert.Equal("A", job.Env[1].Entries[0].Name);
        Assert.Single(job.Steps);
        Assert.Equal(
            """{"fail-fast":true,"job-index":1,"job-total":2,"max-parallel":2}""",
            ExpressionJson.ToText(job.Strategy)
        );
    }

    [Fact]
    public void A_job_without_a_matrix_has_a_strategy_of_one()
    {
        var job = ((QueueJob)new WorkflowRunPlanner(Parse($"a: {{ {Steps} }}"), new()).Start()[0]).Job;
        Assert.Equal(ExpressionValue.Null, job.Matrix);
        Assert.Equal(
            """{"fail-fast":true,"job-index":0,"job-total":1,"max-parallel":1}""",
            ExpressionJson.ToText(job.Strategy)
        );
    }

    [Fact]
    public void A_title_that_cannot_be_computed_falls_back_to_the_name()
    {
        var text = $"name: N\nrun-name: ${{{{ fromJSON(vars.x) }}}}\non: push\njobs: {{ a: {{ {Steps} }} }}";
        var workflow = WorkflowParser.Parse("w.yml", text).Workflow!;
        Assert.Equal("N", new WorkflowRunPlanner(workflow, new()).RunName);
    }

    [Fact]
    public void A_run_cancelled_before_its_start_starts_only_what_says_so()
    {
        var planner = new WorkflowRunPlanner(Parse($"a: {{ {Steps} }}\n  b: {{ if: cancelled(), {Steps} }}"), new());
        Assert.Empty(planner.Cancel());
        Assert.Collection(
            planner.Start(),
            d => Assert.Equal(JobConclusion.Skipped, Assert.IsType<EndJob>(d).Conclusion),
            d => Assert.Equal("b", Assert.IsType<QueueJob>(d).Job.Key)
        );
        Assert.Equal(new EndRun(JobConclusion.Cancelled), planner.JobCompleted("b", JobConclusion.Success).Single());
    }

    [Fact]
    public void A_run_never_has_more_jobs_at_work_than_allowed_and_ends_every_job_once()
    {
        var workflow = Parse(
            $"a: {{ strategy: {{ max-parallel: 4, matrix: {{ v: [1, 2, 3, 4, 5, 6] }} }}, {Steps} }}\n"
                + $"  b: {{ needs: a, if: always(), strategy: {{ matrix: {{ w: [1, 2, 3] }} }}, {Steps} }}\n"
                + $"  c: {{ {Steps} }}"
        );
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var planner = new WorkflowRunPlanner(workflow, new() { MaxParallel = 3 });
            var active = new List<string>();
            var ended = new List<string>();
            var decisions = planner.Start();
            while (planner.Conclusion is null)
            {
                Take(decisions);
                Assert.InRange(active.Count, 1, 3);
                var key = active[random.Next(active.Count)];
                active.Remove(key);
                ended.Add(key);
                decisions = random.Next(30) == 0 ? planner.Cancel() : [];
                Take(decisions);
                decisions = planner.JobCompleted(key, (JobConclusion)random.Next(3));
            }

            Take(decisions);
            Assert.Equal(ended.Count, ended.Distinct().Count());
            Assert.Contains("c", ended);

            void Take(IReadOnlyList<PlanDecision> taken)
            {
                active.AddRange(taken.OfType<QueueJob>().Select(q => q.Key));
                ended.AddRange(taken.OfType<EndJob>().Select(e => e.Key));
            }
        }
    }

    private static Workflow Parse(string jobs) =>
        WorkflowParser.Parse("w.yml", $"on: push\njobs:\n  {jobs}\n").Workflow!;
}
