using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Supervision;
using Deskrun.Pools.Timeline;
using Deskrun.Testing;

namespace Deskrun.Pools.Tests;

public class PoolSupervisorTests
{
    [Fact]
    public async Task A_listener_that_fails_is_started_anew_with_growing_waits()
    {
        await using var bench = new PoolBench();
        var listener = new ScriptedListener(_ => throw new IOException("no route"));
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await bench.AdvanceUntil(() => listener.Calls >= 4, "several starts", TimeSpan.FromSeconds(2));
        Assert.Contains("no route", supervisor.Status().BlockingCause);
        Assert.False(supervisor.Status().IsHealthy);
        var before = listener.Calls;
        await bench.Advance(TimeSpan.FromMinutes(5), steps: 300);
        Assert.InRange(listener.Calls - before, 8, 20);
    }

    [Fact]
    public async Task A_failure_blocks_only_until_the_service_has_answered_again()
    {
        await using var bench = new PoolBench();
        var fails = true;
        var listener = new ScriptedListener(cancel =>
            fails ? throw new IOException("bad credentials") : Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel)
        );
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await bench.AdvanceUntil(() => listener.Calls >= 2, "several starts", TimeSpan.FromSeconds(2));
        Assert.Contains("bad credentials", supervisor.Status().BlockingCause);

        fails = false;
        var before = listener.Calls;
        await bench.AdvanceUntil(() => listener.Calls > before, "another start", TimeSpan.FromSeconds(2));
        Assert.Contains("bad credentials", supervisor.Status().BlockingCause);
        listener.Health = new ListenerHealth(bench.Time.GetUtcNow(), null);

        Assert.DoesNotContain("bad credentials", supervisor.Status().BlockingCause ?? "");
        Assert.True(supervisor.Status().IsHealthy);
    }

    [Fact]
    public async Task Leftovers_are_judged_before_listening_begins()
    {
        await using var bench = new PoolBench();
        bench.Driver.Plant("busy", PoolBench.ScaleSet, "up-crashed", 5);
        bench.Registry.Plant(5, "busy", online: true, busy: true);
        var seen = -1;
        var listener = new ScriptedListener(cancel =>
        {
            seen = bench.Runners.Count;
            return Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel);
        });
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await PoolBench.Until(() => seen >= 0, "it listens");
        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task A_runner_that_comes_online_is_noticed()
    {
        await using var bench = new PoolBench();
        var listener = new ScriptedListener(cancel => Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel));
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await bench.Assigned(1);
        bench.Registry.Set((await bench.Living(1))[0], online: true, busy: false);
        await bench.AdvanceUntil(
            () => bench.Runners.Single().Phase is RunnerPhase.Idle,
            "it is idle",
            TimeSpan.FromSeconds(1)
        );
        Assert.Contains(bench.Timeline.Events, e => e.Step is TimelineStep.RunnerRegistered);
    }

    [Fact]
    public async Task A_stop_drains_the_pool_before_the_session_ends()
    {
        await using var bench = new PoolBench();
        var runnersAtEnd = -1;
        var listener = new ScriptedListener(async cancel =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            runnersAtEnd = bench.Driver.Alive.Count;
        });
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        var stop = supervisor.StopAsync(CancellationToken.None);
        Assert.Equal(-1, runnersAtEnd);
        await bench.FinishesJob(runner, "a");
        bench.Driver.End(runner, 0);
        await stop.WaitAsync(TestLimits.Wait);
        Assert.Equal(0, runnersAtEnd);
    }

    [Fact]
    public async Task A_listener_that_does_not_come_to_its_end_is_cut_short_by_force_only()
    {
        await using var bench = new PoolBench();
        var stopped = new TaskCompletionSource();
        var listener = new ScriptedListener(stop =>
        {
            var asked = new TaskCompletionSource();
            stop.Register(asked.SetResult);
            return asked.Task;
        })
        {
            Afterwards = kill =>
            {
                stopped.SetResult();
                return Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, kill);
            },
        };
        await using var supervisor = new PoolSupervisor(bench.Pool, listener, bench.Time);
        await supervisor.StartAsync(CancellationToken.None);
        await PoolBench.Until(() => listener.Calls == 1, "it listens");
        using var forced = new CancellationTokenSource();

        var stop = supervisor.StopAsync(forced.Token);
        await stopped.Task.WaitAsync(TestLimits.Wait);
        Assert.False(stop.IsCompleted);

        await forced.CancelAsync();
        await stop.WaitAsync(TestLimits.Wait);
    }

    private sealed class ScriptedListener(Func<CancellationToken, Task> script) : IPoolListener
    {
        private int calls;

        public int Calls => calls;

        public ListenerHealth Health { get; set; } = new(null, null);

        /// <summary>What it does once it was stopped, until the token for force ends that.</summary>
        public Func<CancellationToken, Task>? Afterwards { get; init; }

        public async Task ListenAsync(IScaleSetHandler handler, CancellationToken stop, CancellationToken kill)
        {
            Interlocked.Increment(ref calls);
            await script(stop);
            if (Afterwards is { } afterwards)
            {
                await afterwards(kill);
            }
        }
    }
}
