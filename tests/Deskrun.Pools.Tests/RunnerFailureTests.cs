using Deskrun.Pools.Drivers;
using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools.Tests;

public class RunnerFailureTests
{
    [Fact]
    public async Task A_runner_that_ends_without_a_job_is_replaced_at_once_and_its_last_words_are_kept()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var first = (await bench.Living(1))[0];
        bench.Driver.End(first, 1);
        await PoolBench.Until(() => bench.Driver.Starts.Count == 2, "a second start");
        var end = bench.Ends.Single();
        Assert.Equal(RunnerEndKind.EndedWithoutJob, end.Kind);
        Assert.Equal(1, end.ExitCode);
        Assert.Equal([$"{first} speaks"], end.LastLines);
        await PoolBench.Until(() => bench.Registry.Runners.All(r => r.Name != first), "its registration is gone");
        Assert.Equal($"it ended without a job (exit code 1); it said: {first} speaks", end.Story);
    }

    [Fact]
    public async Task Exit_0_without_a_job_counts_as_failure_too()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        bench.Driver.End((await bench.Living(1))[0], 0);
        await PoolBench.Until(() => bench.Driver.Starts.Count == 2, "a second start");
        Assert.Equal(RunnerEndKind.EndedWithoutJob, bench.Ends.Single().Kind);
    }

    [Fact]
    public async Task A_broken_runner_is_not_started_over_and_over()
    {
        await using var bench = new PoolBench(max: 5);
        bench.Driver.BeforeStart = (start, _) => throw new RunnerStartException($"{start.Name}: the disk is broken");
        await bench.Assigned(5);
        await bench.Advance(TimeSpan.FromMinutes(10), steps: 600);
        Assert.InRange(bench.Ends.Count, 10, 20);
        Assert.Empty(bench.Registry.Runners);
        Assert.Contains("the disk is broken", bench.Pool.Status().BlockingCause);
        Assert.InRange(bench.Timeline.Troubles.Count(), 10, 30);
    }

    [Fact]
    public async Task When_a_runner_works_again_all_places_are_filled_again()
    {
        await using var bench = new PoolBench(max: 3);
        bench.Driver.BeforeStart = (_, _) => throw new RunnerStartException("no");
        await bench.Assigned(3);
        await bench.AdvanceUntil(() => bench.Ends.Count >= 6, "several failures", TimeSpan.FromSeconds(5));
        bench.Driver.BeforeStart = null;
        await bench.AdvanceUntil(() => bench.Driver.Alive.Count == 1, "one is tried", TimeSpan.FromSeconds(5));
        await bench.TakesJob((await bench.Living(1))[0], "a");
        await bench.Living(3);
        Assert.Null(bench.Pool.Status().BlockingCause);
    }

    [Fact]
    public async Task A_start_that_hangs_is_given_up_and_leaves_no_registration()
    {
        await using var bench = new PoolBench();
        bench.Driver.BeforeStart = (_, cancel) => Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel);
        await bench.Assigned(1);
        await PoolBench.Until(() => bench.Registry.Runners.Count == 1, "it is registered");
        await bench.AdvanceUntil(() => bench.Ends.Count == 1, "it is given up", TimeSpan.FromSeconds(10));
        Assert.Equal(RunnerEndKind.StartFailed, bench.Ends[0].Kind);
        Assert.Contains("stuck while starting", bench.Ends[0].Reason);
        Assert.Contains(1, bench.Registry.Removals);
    }

    [Fact]
    public async Task A_service_that_registers_nobody_is_not_asked_without_pause()
    {
        await using var bench = new PoolBench();
        bench.Registry.Failure = new IOException("the service is down");
        await bench.Assigned(1);
        await bench.Advance(TimeSpan.FromMinutes(5), steps: 300);
        Assert.InRange(bench.Ends.Count, 5, 14);
        Assert.Contains("the service is down", bench.Pool.Status().LastTrouble!.Text);
        bench.Registry.Failure = null;
        await bench.AdvanceUntil(() => bench.Driver.Alive.Count == 1, "it recovers", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_runner_that_never_registers_is_stopped_and_replaced()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var first = (await bench.Living(1))[0];
        await bench.AdvanceUntil(() => bench.Driver.Starts.Count == 2, "a second start", TimeSpan.FromSeconds(10));
        Assert.Equal(RunnerEndKind.NeverRegistered, bench.Ends.Single().Kind);
        Assert.DoesNotContain(first, bench.Driver.Alive);
        Assert.DoesNotContain(bench.Registry.Runners, r => r.Name == first);
    }

    [Fact]
    public async Task A_runner_that_is_online_at_its_deadline_stays()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        bench.Registry.Set(runner, online: true, busy: false);
        await bench.AdvanceUntil(
            () => bench.Runners.Single().Phase is RunnerPhase.Idle,
            "it is idle",
            TimeSpan.FromSeconds(10)
        );
        Assert.Equal([runner], bench.Driver.Alive);
    }

    [Fact]
    public async Task An_idle_runner_that_takes_no_job_while_jobs_wait_is_replaced()
    {
        await using var bench = new PoolBench(max: 1);
        await bench.Assigned(1);
        var first = (await bench.Living(1))[0];
        bench.ComesOnline(first);
        await bench.Assigned(1, empty: true);
        bench.Time.Advance(bench.Deadlines.Idle + TimeSpan.FromSeconds(1));
        await bench.Assigned(1, empty: true);
        await PoolBench.Until(() => bench.Driver.Starts.Count == 2, "a second start");
        Assert.Equal(RunnerEndKind.TookNoJob, bench.Ends.Single().Kind);
    }

    [Fact]
    public async Task An_idle_runner_may_stay_for_ever_when_no_job_waits()
    {
        await using var bench = new PoolBench(min: 1);
        await bench.Assigned(0);
        bench.ComesOnline((await bench.Living(1))[0]);
        for (var i = 0; i < 5; i++)
        {
            await bench.Advance(TimeSpan.FromHours(2), steps: 2);
            await bench.Assigned(0, empty: true);
        }

        Assert.Empty(bench.Ends);
        Assert.Single(bench.Driver.Alive);
    }

    [Fact]
    public async Task A_timeline_that_cannot_be_written_harms_no_runner()
    {
        await using var bench = new PoolBench();
        bench.Timeline.Fault = _ => true;
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        await bench.FinishesJob(runner, "a");
        bench.Driver.End(runner, 0);
        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends[0].Kind);
        Assert.Contains("timeline", bench.Pool.Status().LastTrouble!.Text);
    }

    [Fact]
    public async Task A_stop_that_fails_is_tried_again()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        bench.ComesOnline(runner);
        var failures = 2;
        bench.Driver.BeforeStop = _ => failures-- > 0 ? throw new IOException("device busy") : Task.CompletedTask;
        await bench.Assigned(0, empty: true);
        await bench.AdvanceUntil(() => bench.Driver.Alive.Count == 0, "it is stopped", TimeSpan.FromSeconds(1));
        Assert.Contains(bench.Timeline.Troubles, t => t.Contains("device busy"));
    }
}
