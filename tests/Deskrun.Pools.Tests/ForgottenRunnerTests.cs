using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Sweeping;

namespace Deskrun.Pools.Tests;

public class ForgottenRunnerTests
{
    [Fact]
    public async Task A_busy_runner_of_a_service_that_lost_everything_is_stopped_and_its_place_is_free()
    {
        await using var bench = new PoolBench(max: 1);
        var old = await BusyAsync(bench);
        bench.Registry.Forget(old);
        var forgotten = new ForgottenRunners(bench.Pool);
        await forgotten.EndAsync(CancellationToken.None);
        Assert.Equal(RunnerPhase.Running, bench.Runners.Single().Phase);

        await bench.Pool.ScaleSetRemadeAsync(2, CancellationToken.None);
        await bench.Assigned(1);
        await forgotten.EndAsync(CancellationToken.None);

        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
        Assert.Equal(RunnerEndKind.JobLost, bench.Ends[0].Kind);
        Assert.Contains($"the service has forgotten {old} and job a", bench.Ends[0].Reason);
        await PoolBench.Until(() => bench.Driver.Alive.Count == 1 && !bench.Driver.Alive.Contains(old), "the next one");
    }

    [Fact]
    public async Task A_busy_runner_that_the_service_still_knows_goes_on()
    {
        await using var bench = new PoolBench();
        var runner = await BusyAsync(bench);
        await bench.Pool.ScaleSetRemadeAsync(2, CancellationToken.None);

        await new ForgottenRunners(bench.Pool).EndAsync(CancellationToken.None);

        Assert.Equal(RunnerPhase.Running, bench.Runners.Single().Phase);
        await bench.FinishesJob(runner, "a");
        bench.Driver.End(runner, 0);
        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
        Assert.Equal(RunnerEndKind.JobDone, bench.Ends[0].Kind);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_ends_nobody_and_is_asked_again()
    {
        await using var bench = new PoolBench();
        var runner = await BusyAsync(bench);
        bench.Registry.Forget(runner);
        var forgotten = new ForgottenRunners(bench.Pool);
        bench.Registry.Failure = new IOException("down");
        await bench.Pool.ScaleSetRemadeAsync(2, CancellationToken.None);
        await forgotten.EndAsync(CancellationToken.None);
        Assert.Equal(RunnerPhase.Running, bench.Runners.Single().Phase);

        bench.Registry.Failure = null;
        await forgotten.EndAsync(CancellationToken.None);
        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
    }

    [Fact]
    public async Task An_idle_runner_that_was_forgotten_makes_room_and_counts_as_no_failure()
    {
        await using var bench = new PoolBench(min: 1);
        await bench.Assigned(0);
        var old = (await bench.Living(1))[0];
        bench.ComesOnline(old);
        bench.Registry.Forget(old);
        await bench.Pool.ScaleSetRemadeAsync(2, CancellationToken.None);

        await new ForgottenRunners(bench.Pool).EndAsync(CancellationToken.None);

        await PoolBench.Until(() => bench.Ends.Count == 1, "its end");
        Assert.Equal(RunnerEndKind.NotNeeded, bench.Ends[0].Kind);
        await PoolBench.Until(() => bench.Driver.Alive.Count == 1 && !bench.Driver.Alive.Contains(old), "the next one");
    }

    private static async Task<string> BusyAsync(PoolBench bench)
    {
        await bench.Assigned(1);
        var runner = (await bench.Living(1))[0];
        await bench.TakesJob(runner, "a");
        return runner;
    }
}
