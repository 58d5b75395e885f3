using System.Text.Json.Nodes;
using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class CancellationTests
{
    private static readonly JsonObject Order = new() { ["jobId"] = JobBuilder.JobId, ["timeout"] = "00:05:00" };

    [Fact]
    public async Task A_cancelled_step_gets_an_interrupt_and_always_steps_still_run()
    {
        await using var host = await CancelAsync(
            new JobBuilder()
                .Run("trap 'echo tidied; exit 0' INT; echo started; while true; do sleep 0.1; done")
                .Run("echo never")
                .Run("echo cleanup", condition: "always()")
                .Run("echo cancelled", condition: "cancelled()")
                .Run("echo failure", condition: "failure()")
        );

        Assert.Equal("canceled", host.Conclusion);
        Assert.Equal(["canceled", "skipped", "succeeded", "succeeded", "skipped"], host.StepConclusions);
        Assert.Contains(" tidied\n", host.Service.StepLog(0));
        Assert.Contains("##[error]The operation was canceled.", host.Service.StepLog(0));
        Assert.Contains(" cleanup\n", host.Service.StepLog(2));
    }

    [Fact]
    public async Task A_step_that_ignores_the_signals_is_killed_with_all_its_children()
    {
        await using var host = await CancelAsync(
            new JobBuilder().Run(
                """
                trap 'echo got INT' INT; trap 'echo got TERM' TERM
                (trap '' INT TERM; echo child=$BASHPID; while true; do sleep 0.05; done) &
                echo started
                while true; do sleep 0.05; done
                """
            )
        );

        Assert.Equal("canceled", host.Conclusion);
        var log = host.Service.StepLog(0);
        Assert.True(log.IndexOf("got INT") < log.IndexOf("got TERM"));
        Assert.False(IsAlive(Number(log, "child=")));
    }

    [Fact]
    public async Task A_cancelled_step_does_not_wait_for_what_it_left_in_the_background()
    {
        await using var host = await RunnerHost.StartAsync();
        var never = TimeSpan.FromHours(1);
        host.Timings = host.Timings with { Interrupt = never, Terminate = never, OutputAfterExit = never };
        host.Service.Offer(
            new JobBuilder().Run("sleep 600 & echo pid=$!; echo started; sleep 600").Build(host.Service)
        );
        var run = host.RunAsync();
        await StartedAsync(host);
        host.Service.Send("JobCancellation", (JsonObject)Order.DeepClone());
        await run;

        Assert.Equal("canceled", host.Conclusion);
        Assert.False(IsAlive(Number(host.Service.StepLog(0), "pid=")));
    }

    [Fact]
    public async Task A_step_with_always_is_not_stopped_by_a_cancellation()
    {
        await using var host = await CancelAsync(
            new JobBuilder().Run("echo started; sleep 0.5; echo done", condition: "always()")
        );

        Assert.Equal("canceled", host.Conclusion);
        Assert.Equal(["succeeded"], host.StepConclusions);
        Assert.Contains(" done\n", host.Service.StepLog(0));
    }

    [Fact]
    public async Task A_cancellation_for_another_job_changes_nothing()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Offer(new JobBuilder().Run("echo started; sleep 0.5; echo done").Build(host.Service));
        var run = host.RunAsync();
        await StartedAsync(host);
        host.Service.Send("JobCancellation", new JsonObject { ["jobId"] = Guid.NewGuid().ToString() });
        await run;

        Assert.Equal("succeeded", host.Conclusion);
    }

    [Fact]
    public async Task A_cancelled_job_that_does_not_end_is_killed_before_its_time_is_up()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Timings = host.Timings with
        {
            Interrupt = TimeSpan.FromHours(1),
            KillBeforeCancelTimeout = TimeSpan.FromSeconds(59.5),
        };
        host.Service.Offer(
            new JobBuilder().Run("trap '' INT TERM; echo started; while true; do sleep 0.05; done").Build(host.Service)
        );
        var run = host.RunAsync();
        await StartedAsync(host);
        host.Service.Send("JobCancellation", new JsonObject { ["jobId"] = JobBuilder.JobId, ["timeout"] = "00:01:00" });
        await run;

        Assert.DoesNotContain("echo started; while", string.Concat(host.Lines));
        Assert.Equal("canceled", host.Conclusion);
    }

    [Fact]
    public async Task A_step_that_takes_too_long_fails_with_the_minutes_it_had()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo started; sleep 60", timeout: 1).Run("echo after", condition: "failure()"),
            h =>
            {
                var never = TimeSpan.FromDays(1);
                h.Time = new FastTime(200);
                h.Timings = h.Timings with { Request = never, Poll = never, Flush = never, SessionClose = never };
            }
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("has timed out after 1 minutes."));
        Assert.Equal(["failed", "succeeded"], host.StepConclusions);
    }

    [Fact]
    public async Task A_renewal_answered_404_stops_the_job_and_reports_it_canceled()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Variables["ACTIONS_RUNNER_RETURN_JOB_RESULT_FOR_HOSTED"] = "1";
        host.Timings = host.Timings with { Renew = TimeSpan.FromMilliseconds(100) };
        var renewals = 0;
        host.Service.Instead = request =>
            request == "POST /run/renewjob" && ++renewals > 2 ? Answers.RunService(404) : null;
        host.Service.Offer(new JobBuilder().Run("sleep 60").Build(host.Service));

        Assert.Equal(105, await host.RunAsync());
        Assert.Equal("canceled", host.Conclusion);
    }

    [Fact]
    public async Task Renewals_that_fail_for_a_while_do_not_stop_the_job()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Timings = host.Timings with { Renew = TimeSpan.FromMilliseconds(30) };
        var renewals = 0;
        host.Service.Instead = request =>
            request == "POST /run/renewjob" && ++renewals is > 1 and < 9 ? Answers.Status(500) : null;
        host.Service.Offer(new JobBuilder().Run("sleep 1.2").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("succeeded", host.Conclusion);
        Assert.True(renewals >= 3);
    }

    [Fact]
    public async Task A_runner_told_to_go_stops_the_step_and_reports_the_job_failed()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Offer(
            new JobBuilder().Run("echo started; sleep 60").Run("echo a", condition: "always()").Build(host.Service)
        );
        var run = host.RunAsync();
        await StartedAsync(host);
        host.StopGracefully();

        Assert.Equal(0, await run);
        Assert.Equal("failed", host.Conclusion);
        Assert.Equal(["canceled", "skipped"], host.StepConclusions);
        Assert.Contains(host.Annotations, a => a.Contains("shutdown signal"));
        Assert.Contains("DELETE /session", host.Service.Requests);
    }

    [Fact]
    public async Task A_runner_told_to_go_does_not_wait_for_a_service_that_is_gone()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Timings = host.Timings with { RequestRetry = TimeSpan.FromHours(1) };
        host.Service.Offer(new JobBuilder().Run("echo started; sleep 60").Build(host.Service));
        var run = host.RunAsync();
        await StartedAsync(host);
        await host.Service.GoAwayAsync();
        host.StopGracefully();

        Assert.Equal(0, await run);
        Assert.Empty(host.Service.Completions);
        Assert.Contains(host.Lines, line => line.Contains("could not be reported"));
    }

    [Fact]
    public async Task A_runner_told_to_go_while_it_takes_a_job_reports_the_job()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Service.Instead = request =>
        {
            if (request == "POST /run/acquirejob")
            {
                host.StopGracefully();
            }

            return null;
        };
        host.Service.Offer(new JobBuilder().Run("echo never").Build(host.Service));

        Assert.Equal(0, await host.RunAsync());
        Assert.Equal("failed", host.Conclusion);
        Assert.Equal(["skipped"], host.StepConclusions);
    }

    [Fact]
    public async Task A_forced_end_kills_the_step_at_once_and_still_reports()
    {
        await using var host = await RunnerHost.StartAsync();
        host.Timings = host.Timings with { Interrupt = TimeSpan.FromHours(1) };
        host.Service.Offer(
            new JobBuilder()
                .Run("trap '' INT TERM; echo pid=$$; echo started; while true; do sleep 0.1; done")
                .Build(host.Service)
        );
        var run = host.RunAsync();
        await StartedAsync(host);
        host.StopByForce();
        await run;

        Assert.Contains("canceled", host.StepConclusions);
        Assert.False(IsAlive(Number(host.Service.StepLog(0), "pid=")));
    }

    [Fact]
    public async Task What_steps_leave_running_serves_later_steps_and_ends_with_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("sleep 600 >/dev/null 2>&1 & echo $! > pid; echo pid=$!")
                .Run("env -i sleep 600 >/dev/null 2>&1 & echo bare=$!")
                .Run("kill -0 $(cat pid) && echo alive")
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(" alive\n", host.Service.StepLog(2));
        Assert.False(IsAlive(Number(host.Service.StepLog(0), "pid=")));
        Assert.False(IsAlive(Number(host.Service.StepLog(1), "bare=")));
        Assert.Contains("Terminate orphan process: pid (", host.Service.JobLog);
    }

    [Fact]
    public async Task A_background_process_that_holds_the_output_does_not_hold_the_job()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("sleep 600 & echo pid=$!"),
            h => h.Timings = h.Timings with { OutputAfterExit = TimeSpan.FromMilliseconds(200) }
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.False(IsAlive(Number(host.Service.StepLog(0), "pid=")));
    }

    private static async Task<RunnerHost> CancelAsync(JobBuilder job)
    {
        var host = await RunnerHost.StartAsync();
        host.Service.Offer(job.Build(host.Service));
        var run = host.RunAsync();
        await StartedAsync(host);
        host.Service.Send("JobCancellation", (JsonObject)Order.DeepClone());
        Assert.Equal(0, await run);
        return host;
    }

    private static Task StartedAsync(RunnerHost host) =>
        host.Service.ArrivalAsync((request, body) => request == "FEED" && body.Contains("\"started\""));

    private static int Number(string log, string before)
    {
        var start = log.LastIndexOf(before, StringComparison.Ordinal) + before.Length;
        return int.Parse(log[start..].Split('\n')[0]);
    }

    private static bool IsAlive(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z");
}
