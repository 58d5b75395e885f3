using Deskrun.Pools.Lifecycle;
using Deskrun.Testing;

namespace Deskrun.Pools.Tests;

public class PoolDrainTests
{
    [Fact]
    public async Task A_closed_pool_announces_no_capacity_and_lets_idle_runners_go()
    {
        await using var bench = new PoolBench(min: 1);
        await bench.Assigned(1);
        var both = await bench.Living(2);
        await bench.TakesJob(both[0], "a");
        bench.ComesOnline(both[1]);
        bench.Pool.Close();
        Assert.Equal(0, bench.Pool.MaxCapacity);
        await bench.Living(1);
        await bench.Assigned(3);
        Assert.Equal([both[0]], bench.Driver.Alive);
        Assert.Equal(2, bench.Driver.Starts.Count);
    }

    [Fact]
    public async Task A_drain_waits_for_busy_runners()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        var drain = bench.Pool.DrainAsync(CancellationToken.None);
        await bench.Advance(TimeSpan.FromMinutes(30));
        Assert.False(drain.IsCompleted);
        await bench.FinishesJob(runner, "a");
        bench.Driver.End(runner, 0);
        await drain.WaitAsync(TestLimits.Wait);
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends.Single().Kind);
    }

    [Fact]
    public async Task A_forced_drain_stops_busy_runners_too()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(2);
        foreach (var runner in await bench.Living(2))
        {
            await bench.TakesJob(runner, runner);
        }

        using var forced = new CancellationTokenSource();
        var drain = bench.Pool.DrainAsync(forced.Token);
        Assert.False(drain.IsCompleted);
        await forced.CancelAsync();
        await drain.WaitAsync(TestLimits.Wait);
        Assert.Empty(bench.Driver.Alive);
        Assert.All(bench.Ends, end => Assert.Equal(RunnerEndKind.Forced, end.Kind));
        Assert.Contains(bench.Driver.Stops, stop => stop.Grace == bench.Deadlines.ForcedGrace);
    }

    [Fact]
    public async Task A_runner_that_is_being_made_when_the_pool_closes_goes_as_soon_as_it_is_there()
    {
        await using var bench = new PoolBench();
        var go = new TaskCompletionSource();
        bench.Registry.BeforeRegister = _ => go.Task;
        await bench.Assigned(1);
        var drain = bench.Pool.DrainAsync(CancellationToken.None);
        go.SetResult();
        await drain.WaitAsync(TestLimits.Wait);
        Assert.Empty(bench.Driver.Alive);
        Assert.Empty(bench.Registry.Runners);
    }

    [Fact]
    public async Task A_forced_drain_does_not_wait_for_a_start_that_hangs()
    {
        await using var bench = new PoolBench();
        bench.Registry.BeforeRegister = cancel => Task.Delay(Timeout.InfiniteTimeSpan, bench.Time, cancel);
        await bench.Assigned(1);
        using var forced = new CancellationTokenSource();
        var drain = bench.Pool.DrainAsync(forced.Token);
        await forced.CancelAsync();
        await drain.WaitAsync(TestLimits.Wait);
        Assert.Equal(RunnerEndKind.Forced, bench.Ends.Single().Kind);
    }
}
