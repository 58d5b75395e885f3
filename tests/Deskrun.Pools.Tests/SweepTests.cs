using Deskrun.Pools.Drivers;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Sweeping;

namespace Deskrun.Pools.Tests;

public class SweepTests
{
    [Theory]
    [InlineData("run-dead", "other", true, SweepAction.Remove)]
    [InlineData("run-dead", "my-set", true, SweepAction.Remove)]
    [InlineData("run-live", "my-set", true, SweepAction.Leave)]
    [InlineData("run-live", "my-set", false, SweepAction.Leave)]
    [InlineData("up-dead", "my-set", true, SweepAction.Ask)]
    [InlineData("up-dead", "my-set", false, SweepAction.Remove)]
    [InlineData("up-dead", "other", true, SweepAction.Leave)]
    [InlineData("up-dead", "other", false, SweepAction.Remove)]
    [InlineData("up-live", "my-set", true, SweepAction.Leave)]
    [InlineData("up-me", "my-set", true, SweepAction.Ask)]
    [InlineData("up-me", "my-set", false, SweepAction.Remove)]
    [InlineData("up-me", "other", true, SweepAction.Leave)]
    public void What_becomes_of_a_leftover_depends_on_its_owners_lock(
        string owner,
        string set,
        bool alive,
        SweepAction action
    )
    {
        var found = new RunnerInstance
        {
            Name = "r",
            ScaleSet = set,
            Owner = owner,
            IsAlive = alive,
        };
        var judged = SweepPlan.Judge(found, "my-set", "up-me", _ => false, name => name.EndsWith("-live"));
        Assert.Equal(action, judged);
    }

    [Fact]
    public void A_runner_that_is_attended_to_is_left()
    {
        var found = new RunnerInstance
        {
            Name = "r",
            ScaleSet = "my-set",
            Owner = "up-me",
        };
        Assert.Equal(SweepAction.Leave, SweepPlan.Judge(found, "my-set", "up-me", name => name == "r", _ => false));
    }

    [Fact]
    public async Task After_a_crashed_up_busy_runners_are_adopted_and_idle_ones_removed()
    {
        await using var bench = new PoolBench();
        bench.Driver.Plant("busy", PoolBench.ScaleSet, "up-crashed", 901);
        bench.Driver.Plant("idle", PoolBench.ScaleSet, "up-crashed", 902);
        bench.Registry.Plant(901, "busy", online: true, busy: true);
        bench.Registry.Plant(902, "idle", online: true);

        await new PoolSweeper(bench.Pool).SweepComputeAsync(CancellationToken.None);
        Assert.Equal(RunnerPhase.Running, bench.Runners.Single().Phase);
        await bench.Assigned(1);
        await PoolBench.Until(() => bench.Driver.Alive.Count == 1, "the idle one is gone");
        Assert.Equal(["busy"], bench.Driver.Alive);
        Assert.Empty(bench.Driver.Starts);
        Assert.Equal([901], bench.Registry.Runners.Select(r => r.RunnerId));

        await bench.FinishesJob("busy", "a");
        bench.Driver.End("busy", null);
        await PoolBench.Until(() => bench.Ends.Count == 1, "the adopted one's end");
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends[0].Kind);
        await PoolBench.Until(() => bench.Driver.Stops.Any(s => s.Runner == "busy"), "its folder is wiped");
    }

    [Fact]
    public async Task After_a_crashed_run_everything_of_it_is_ended_and_its_lock_file_goes()
    {
        await using var bench = new PoolBench();
        bench.Driver.Plant("left", "somewhere", "run-crashed", 1);
        bench.PlantLockFile("run-crashed");
        await new PoolSweeper(bench.Pool).SweepComputeAsync(CancellationToken.None);
        await PoolBench.Until(() => bench.Driver.Alive.Count == 0, "it is ended");
        await PoolBench.Until(() => bench.Owners.Names().Count == 0, "its lock file is gone");
        Assert.Empty(bench.Registry.Removals);
    }

    [Fact]
    public async Task What_belongs_to_a_live_owner_is_left_alone()
    {
        await using var bench = new PoolBench();
        using var other = bench.Owners.Acquire("run-other");
        bench.Driver.Plant("theirs", PoolBench.ScaleSet, "run-other", 1);
        await new PoolSweeper(bench.Pool).SweepComputeAsync(CancellationToken.None);
        Assert.Equal(["theirs"], bench.Driver.Alive);
        bench.Driver.End("theirs", 0);
    }

    [Fact]
    public async Task A_leftover_that_the_service_does_not_judge_is_left_for_the_next_sweep()
    {
        await using var bench = new PoolBench();
        bench.Driver.Plant("left", PoolBench.ScaleSet, "up-crashed", 7);
        bench.Registry.Failure = new IOException("down");
        await new PoolSweeper(bench.Pool).SweepComputeAsync(CancellationToken.None);
        Assert.Equal(["left"], bench.Driver.Alive);
        bench.Registry.Failure = null;
        await new PoolSweeper(bench.Pool).SweepComputeAsync(CancellationToken.None);
        await PoolBench.Until(() => bench.Driver.Alive.Count == 0, "it is removed");
    }

    [Fact]
    public async Task Offline_registrations_without_compute_are_removed_once_the_session_is_ours()
    {
        await using var bench = new PoolBench();
        bench.Registry.Plant(11, "gone");
        bench.Registry.Plant(12, "elsewhere", online: true);
        bench.Registry.Plant(13, "working", online: false, busy: true);
        var sweeper = new PoolSweeper(bench.Pool);
        await sweeper.SweepRegistrationsAsync(CancellationToken.None);
        Assert.Equal(3, bench.Registry.Runners.Count);

        await bench.Assigned(1);
        await bench.Living(1);
        await sweeper.SweepRegistrationsAsync(CancellationToken.None);
        Assert.Equal(["elsewhere", "working"], bench.Registry.Runners.Where(r => r.RunnerId > 10).Select(r => r.Name));
        Assert.Equal(3, bench.Registry.Runners.Count);
    }
}
