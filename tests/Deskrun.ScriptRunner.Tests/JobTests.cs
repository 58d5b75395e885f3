using System.Text.Json.Nodes;
using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class JobTests
{
    [Fact]
    public async Task A_job_of_one_step_succeeds_and_makes_the_calls_of_the_reference_in_order()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo hello; echo to stderr >&2"));

        Assert.Equal("succeeded", host.Conclusion);
        var calls = host
            .Service.Requests.Where(r => !r.Contains("/results/") && !r.Contains("/blob/") && !r.EndsWith("/feed"))
            .Where(r => r != "GET /message")
            .ToList();
        Assert.Equal(
            [
                "POST /session",
                "POST /acknowledge",
                "POST /run/acquirejob",
                "POST /run/renewjob",
                "POST /run/completejob",
                "DELETE /session",
            ],
            calls
        );
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z hello$", host.Service.StepLog(0));
        Assert.Contains(" to stderr\n", host.Service.StepLog(0));
        Assert.Contains("##[group]Run echo hello", host.Service.StepLog(0));
        Assert.StartsWith("deskrun-script-runner/", host.Service.UserAgent);
        Assert.Contains("local", host.Service.UserAgent);
    }

    [Fact]
    public async Task The_results_carry_the_runners_own_steps_first_and_last_with_numbers_and_times()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("true").Run("true", name: "Second"));

        var results = host.Completion["stepResults"]!.AsArray();
        Assert.Equal(
            ["Set up job", "Run true", "Second", "Complete job"],
            results.Select(r => r!["name"]!.GetValue<string>())
        );
        Assert.Equal([1, 2, 3, 4], results.Select(r => r!["number"]!.GetValue<int>()));
        Assert.All(results, r => Assert.Equal("completed", r!["status"]!.GetValue<string>()));
        Assert.All(results, r => Assert.NotNull(r!["started_at"]));
        Assert.Equal(JobBuilder.StepId(0), results[1]!["external_id"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_step_whose_name_comes_out_empty_is_called_run()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("true", name: ""));

        Assert.Equal("run", host.Completion["stepResults"]![1]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_jobs_log_is_the_sequence_of_the_steps_logs_and_every_log_says_how_many_lines_it_has()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo one").Run("echo two"));

        var service = host.Service;
        Assert.Contains(service.StepLog(0) + service.StepLog(1), service.JobLog);
        Assert.Contains("Runner name: 'demo-1'", service.JobLog);
        Assert.Contains("Cleaning up orphan processes", service.JobLog);
        var job = Assert.Single(service.Metadata, m => m["method"]!.GetValue<string>() == "CreateJobLogsMetadata");
        Assert.Equal(service.JobLog.Count(c => c == '\n'), job["line_count"]!.GetValue<int>());
        Assert.Equal(4, service.Metadata.Count(m => m["method"]!.GetValue<string>() == "CreateStepLogsMetadata"));
    }

    [Fact]
    public async Task Live_lines_arrive_for_each_step_numbered_without_a_gap()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("for i in 1 2 3; do echo line $i; done"));

        var lines = host
            .Service.Feed.Where(f => f["stepId"]!.GetValue<string>() == JobBuilder.StepId(0))
            .SelectMany(f =>
                f["value"]!.AsArray().Select((v, i) => (Number: f["startLine"]!.GetValue<int>() + i, Text: (string)v!))
            )
            .ToList();
        Assert.Equal(Enumerable.Range(1, lines.Count), lines.Select(l => l.Number));
        Assert.Contains("line 3", lines.Select(l => l.Text));
        Assert.Equal(host.Service.StepLog(0).Count(c => c == '\n'), lines.Count);
    }

    [Fact]
    public async Task Steps_are_reported_pending_then_running_then_completed()
    {
        await using var host = await RunnerHost.StartAsync();
        var gate = host.Folder.File("gate");
        host.Service.Offer(new JobBuilder().Run($"while [ ! -e {gate} ]; do sleep 0.05; done").Build(host.Service));
        var run = host.RunAsync();

        await host.Service.ArrivalAsync(
            (r, b) => r.EndsWith("WorkflowStepsUpdate") && StepState(b, JobBuilder.StepId(0)) == (3, 0)
        );
        File.WriteAllText(gate, "");
        Assert.Equal(0, await run);

        var states = host.Service.StepUpdates.Select(u => StepState(u.ToJsonString(), JobBuilder.StepId(0)));
        Assert.Equal((6, 2), states.Last(s => s is not null));
        Assert.Equal(
            host.Service.StepUpdates.Select(u => u["change_order"]!.GetValue<int>()).Order(),
            host.Service.StepUpdates.Select(u => u["change_order"]!.GetValue<int>())
        );
    }

    [Fact]
    public async Task A_failing_step_fails_the_job_and_skips_what_follows_but_for_failure_and_always()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("exit 3")
                .Run("echo never")
                .Run("echo on failure", condition: "failure()")
                .Run("echo always", condition: "always()")
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Equal(["failed", "skipped", "succeeded", "succeeded"], host.StepConclusions);
        Assert.Contains("##[error]Process completed with exit code 3.", host.Service.StepLog(0));
        Assert.Equal(["failure: Process completed with exit code 3."], host.Annotations);
    }

    [Fact]
    public async Task A_skipped_step_is_never_reported_as_running()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("sleep 0.3").Run("true", condition: "false")
        );

        var states = host.Service.StepUpdates.Select(u => StepState(u.ToJsonString(), JobBuilder.StepId(1)));
        Assert.DoesNotContain((3, 0), states);
        Assert.Equal((6, 7), states.Last(s => s is not null));
    }

    [Fact]
    public async Task A_step_that_may_fail_leaves_the_job_green_and_shows_both_results()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("exit 1", id: "shaky", continueOnError: true)
                .Run(JobBuilder.Expr("format('echo {0} {1}', steps.shaky.outcome, steps.shaky.conclusion)"))
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Equal(["succeeded", "succeeded"], host.StepConclusions);
        Assert.Contains(" failure success\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task A_condition_that_cannot_be_evaluated_fails_the_step_with_the_reason()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo hi", condition: "fromJSON('{')"));

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.StartsWith("failure:") && a.Contains("JSON"));
    }

    [Fact]
    public async Task An_action_step_says_that_the_official_runner_is_needed()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Uses("./act"));

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("./act") && a.Contains("official runner"));
    }

    [Fact]
    public async Task A_job_with_a_container_ends_in_set_up_with_a_clear_error()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo hi").With("jobContainer", "node:24")
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("job container") && a.Contains("official runner"));
        Assert.Single(host.Completion["stepResults"]!.AsArray());
    }

    [Fact]
    public async Task A_prepared_workspace_is_kept_as_it_is()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("cat README.md; echo new > made.txt"),
            h => h.Folder.Write("_work/demo/demo/README.md", "from the driver")
        );

        Assert.Contains("from the driver", host.Service.StepLog(0));
        Assert.True(File.Exists(Path.Combine(host.Workspace, "made.txt")));
    }

    [Fact]
    public async Task Nothing_but_the_workspace_stays_in_the_runners_folder()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo hi > $RUNNER_TEMP/left"));

        Assert.False(Directory.Exists(host.Folder.File("_work", "_temp")));
        Assert.Empty(Directory.GetFiles(host.Folder.File("_diag")));
        Assert.False(File.Exists(host.Folder.File(".credentials")));
    }

    private static (int, int)? StepState(string body, string id) =>
        JsonNode.Parse(body)!["steps"]!.AsArray().SingleOrDefault(s => (string)s!["external_id"]! == id) is { } step
            ? (step["status"]!.GetValue<int>(), step["conclusion"]!.GetValue<int>())
            : null;
}
