using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Scaling;

namespace Deskrun.Pools.Tests;

public class PoolScalingTests
{
    private static readonly ScaleSetStatistics Three = new(0, 0, 3, 0, 0, 0, 0);

    [Fact]
    public async Task A_runner_is_started_for_each_assigned_job()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(3);
        await bench.Living(3);
        Assert.Equal(3, bench.Registry.Runners.Count);
    }

    [Fact]
    public async Task The_same_statistics_again_start_nothing_more()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(2);
        await bench.Assigned(2);
        await bench.Assigned(2, empty: true);
        await bench.Living(2);
        Assert.Equal(2, bench.Driver.Starts.Count);
    }

    [Fact]
    public async Task There_are_never_more_than_the_maximum()
    {
        await using var bench = new PoolBench(min: 1, max: 4);
        await bench.Assigned(50);
        await bench.Living(4);
        Assert.Equal(4, bench.Pool.MaxCapacity);
        Assert.Equal(1, bench.Pool.FreeCapacity(Three));
        Assert.Contains("50 jobs", bench.Pool.Status().BlockingCause);
    }

    [Fact]
    public async Task Nothing_is_started_before_the_service_has_spoken()
    {
        await using var bench = new PoolBench(min: 2);
        Assert.Empty(bench.Runners);
        Assert.Contains("not answered", bench.Pool.Status().BlockingCause);
        await bench.Assigned(0);
        await bench.Living(2);
    }

    [Fact]
    public async Task A_machine_without_room_lowers_the_announced_capacity_and_says_why()
    {
        await using var bench = new PoolBench(max: 5, gate: new FixedGate(2, "the disk is full"));
        await bench.Assigned(4);
        await bench.Living(2);
        Assert.Equal(2, bench.Pool.MaxCapacity);
        Assert.Contains("the disk is full", bench.Pool.Status().BlockingCause);
    }

    [Fact]
    public async Task An_empty_poll_lets_idle_runners_go_de_registered_first()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(2);
        foreach (var runner in await bench.Living(2))
        {
            bench.ComesOnline(runner);
        }

        var registeredAtStop = -1;
        bench.Driver.BeforeStop = _ =>
        {
            registeredAtStop = bench.Registry.Runners.Count;
            return Task.CompletedTask;
        };
        await bench.Assigned(1);
        Assert.Equal(2, bench.Driver.Alive.Count);
        await bench.Assigned(1, empty: true);
        await bench.Living(1);
        await PoolBench.Until(() => bench.Ends.Count == 1, "one end");
        Assert.Equal(1, registeredAtStop);
        Assert.Equal(RunnerEndKind.NotNeeded, bench.Ends[0].Kind);
    }

    [Fact]
    public async Task An_idle_runner_that_just_got_a_job_is_left_alone()
    {
        await using var bench = new PoolBench();
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        bench.ComesOnline(runner);
        bench.Registry.Set(runner, online: true, busy: true);

        await bench.Assigned(0, empty: true);
        await PoolBench.Until(() => bench.Runners.Single().Phase is RunnerPhase.Running, "it is known to be busy");
        Assert.Single(bench.Driver.Alive);
        Assert.Empty(bench.Driver.Stops);
    }

    [Fact]
    public async Task A_finished_job_frees_its_place_before_its_program_has_ended()
    {
        await using var bench = new PoolBench(max: 1);
        await bench.Assigned(2);
        var first = (await bench.Living(1))[0];
        await bench.TakesJob(first, "a");
        await bench.FinishesJob(first, "a");
        await bench.Assigned(1);
        await bench.Living(2);
        bench.Driver.End(first, 0);
        await PoolBench.Until(() => bench.Ends.Count == 1, "the first one's end");
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends[0].Kind);
        Assert.Equal(2, bench.Driver.Starts.Count);
    }

    [Fact]
    public async Task Runners_are_made_side_by_side_but_not_all_at_once()
    {
        await using var bench = new PoolBench(max: 30);
        var now = 0;
        var most = 0;
        var go = new TaskCompletionSource();
        bench.Registry.BeforeRegister = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await go.Task;
            Interlocked.Decrement(ref now);
        };
        await bench.Assigned(20);
        await PoolBench.Until(() => now == bench.Options.ParallelStarts, "as many as allowed");
        go.SetResult();
        await bench.Living(20);
        Assert.Equal(bench.Options.ParallelStarts, most);
    }

    private sealed class FixedGate(int room, string reason) : ICapacityGate
    {
        public CapacityVerdict Room(int current, int max) => new(room, reason);
    }
}
