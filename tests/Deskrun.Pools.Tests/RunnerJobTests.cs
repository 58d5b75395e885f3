using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Tests;

public class RunnerJobTests
{
    [Fact]
    public async Task Every_step_of_a_job_is_one_event_in_its_timeline()
    {
        await using var bench = new PoolBench();
        var assigned = new JobAssigned
        {
            JobId = "a",
            JobDisplayName = "build",
            ScaleSetAssignTime = bench.Time.GetUtcNow().AddSeconds(-1),
        };
        await bench.Pool.JobAssignedAsync(assigned, CancellationToken.None);
        await bench.Pool.JobAssignedAsync(assigned, CancellationToken.None);
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        await bench.TakesJob(runner, "a");
        await bench.FinishesJob(runner, "a");
        await bench.FinishesJob(runner, "a");
        bench.Driver.End(runner, 0);
        await PoolBench.Until(
            () => bench.Timeline.Events.Any(e => e.Step is TimelineStep.ComputeGone),
            "the compute is gone"
        );
        Assert.Equal(
            [
                TimelineStep.Assigned,
                TimelineStep.MessageRead,
                TimelineStep.JitMade,
                TimelineStep.ComputeStarted,
                TimelineStep.RunnerRegistered,
                TimelineStep.JobStarted,
                TimelineStep.JobCompleted,
                TimelineStep.ComputeGone,
            ],
            bench.Timeline.Events.Select(e => e.Step)
        );
        Assert.Equal(assigned.ScaleSetAssignTime, bench.Timeline.Events.First().At);
        Assert.DoesNotContain("secret", string.Join(' ', bench.Timeline.Events));
    }

    [Fact]
    public async Task The_driver_is_told_once_that_a_runner_has_its_job()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(2);
        var runner = (await bench.Living(2))[0];
        await bench.TakesJob(runner, "a");
        await bench.TakesJob(runner, "a");
        Assert.Equal([runner], bench.Driver.Busy);
    }

    [Fact]
    public async Task Messages_about_unknown_runners_and_jobs_are_harmless()
    {
        await using var bench = new PoolBench();
        await bench.Pool.JobStartedAsync(PoolBench.Started("stranger", "x"), CancellationToken.None);
        await bench.Pool.JobCompletedAsync(PoolBench.Completed("stranger", "x"), CancellationToken.None);
        await bench.Pool.JobCompletedAsync(PoolBench.Completed("stranger", "x"), CancellationToken.None);
        await bench.Pool.JobCompletedAsync(PoolBench.Completed("", "y", "canceled"), CancellationToken.None);
        Assert.Empty(bench.Runners);
    }

    [Fact]
    public async Task A_runner_that_died_with_its_job_is_not_replaced_before_the_service_gave_the_job_up()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        bench.Driver.End(runner, 137);
        await bench.AdvanceUntil(
            () => bench.Registry.Removals.Count >= 4,
            "it is asked again",
            TimeSpan.FromSeconds(5)
        );
        await bench.Assigned(1, empty: true);
        Assert.Single(bench.Runners);
        Assert.Contains("died with a job", bench.Pool.Status().BlockingCause);

        await bench.FinishesJob(runner, "a", "failed");
        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
        Assert.Equal(RunnerEndKind.JobLost, bench.Ends[0].Kind);
        await bench.Assigned(1);
        await bench.Living(1);
    }

    [Fact]
    public async Task The_removal_of_a_busy_registration_is_tried_every_30_seconds()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        bench.Driver.End(runner, 137);
        await bench.AdvanceUntil(() => bench.Registry.Removals.Count == 1, "the first try", TimeSpan.FromSeconds(1));
        await bench.Advance(TimeSpan.FromMinutes(5), steps: 300);
        Assert.InRange(bench.Registry.Removals.Count, 9, 11);
        bench.Registry.Set(runner, online: false, busy: false);
        await bench.AdvanceUntil(() => bench.Ends.Count == 1, "it is let go", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_runner_killed_before_its_job_was_heard_of_keeps_its_place_too()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        bench.Registry.Set(runner, online: true, busy: true);
        bench.Driver.End(runner, 137);
        await PoolBench.Until(() => bench.Registry.Removals.Count == 1, "the service is asked");
        await bench.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(bench.Driver.Starts);
        await bench.FinishesJob(runner, "a", "failed");
        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
    }

    [Fact]
    public async Task A_job_that_was_over_before_its_messages_were_read_is_no_failure()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        bench.Registry.Forget(runner);
        bench.Driver.End(runner, 0);
        await PoolBench.Until(() => bench.Runners.Single().Phase is RunnerPhase.Settling, "it waits for news");
        await bench.Assigned(1);
        await bench.Pool.JobStartedAsync(PoolBench.Started(runner, "a"), CancellationToken.None);
        await bench.FinishesJob(runner, "a");
        await bench.AdvanceUntil(() => bench.Ends.Count == 1, "its end", TimeSpan.FromSeconds(1));
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends[0].Kind);
        Assert.Single(bench.Driver.Starts);
    }

    [Fact]
    public async Task The_next_job_gets_a_runner_at_once_when_the_last_one_is_gone_but_not_put_away_yet()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        bench.Registry.Failure = new IOException("the service is slow");
        bench.Driver.End(runner, 0);
        await PoolBench.Until(() => bench.Runners.Single().Phase is RunnerPhase.Settling, "it waits for news");
        bench.Registry.Failure = null;
        // One message: the job is over, and the next one is there.
        await bench.FinishesJob(runner, "a");
        await bench.Assigned(1);
        await PoolBench.Until(() => bench.Driver.Starts.Count == 2, "a runner for the next job");
    }

    [Fact]
    public async Task A_program_that_does_not_end_after_its_job_is_stopped()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        await bench.FinishesJob(runner, "a");
        await bench.Assigned(0);
        bench.Time.Advance(bench.Deadlines.Exit / 2);
        Assert.Single(bench.Driver.Alive);
        await bench.AdvanceUntil(() => bench.Ends.Count == 1, "its end", TimeSpan.FromSeconds(5));
        Assert.Equal(RunnerEndKind.DidNotExit, bench.Ends[0].Kind);
        Assert.Empty(bench.Driver.Alive);
    }

    [Fact]
    public async Task A_job_that_runs_too_long_is_stopped()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        bench.Time.Advance(bench.Deadlines.Run + TimeSpan.FromSeconds(1));
        await PoolBench.Until(() => bench.Driver.Alive.Count == 0, "it is stopped");
        await bench.FinishesJob(runner, "a", "failed");
        await bench.AdvanceUntil(() => bench.Ends.Count == 1, "its end", TimeSpan.FromSeconds(10));
        Assert.Equal(RunnerEndKind.RanTooLong, bench.Ends[0].Kind);
    }

    [Fact]
    public async Task A_job_taken_back_for_want_of_a_runner_is_told_and_may_come_again()
    {
        await using var bench = new PoolBench();
        var job = new JobAssigned { JobId = "a" };
        await bench.Pool.JobAssignedAsync(job, CancellationToken.None);
        await bench.Pool.JobCompletedAsync(PoolBench.Completed("", "a", "canceled"), CancellationToken.None);
        await bench.Pool.JobAssignedAsync(job, CancellationToken.None);
        Assert.Equal(
            [
                TimelineStep.Assigned,
                TimelineStep.MessageRead,
                TimelineStep.JobCompleted,
                TimelineStep.Assigned,
                TimelineStep.MessageRead,
            ],
            bench.Timeline.Events.Select(e => e.Step)
        );
    }
}
