using Deskrun.Backends.Tests.Doubles;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Supervision;

namespace Deskrun.Backends.Tests;

/// <summary>Real processes, killed for real.</summary>
public class CrashTests
{
    [Fact]
    public async Task A_killed_owner_loses_its_lock_although_its_runners_live_on()
    {
        await using var bench = new ProcessBench();
        var owners = new OwnerLocks(bench.Home.Path);
        var host = await bench.Host("run-host", "r-1", Shell.Hang);
        Assert.True(owners.IsHeld("run-host"));
        Assert.Throws<IOException>(() => owners.Acquire("run-host"));

        await ProcessBench.Kill(host);
        Assert.False(owners.IsHeld("run-host"));
        var left = Assert.Single(await bench.Driver(program: null).ListAsync(default));
        Assert.True(left.IsAlive);
        Assert.Equal("run-host", left.Owner);
    }

    [Fact]
    public async Task After_a_killed_run_the_next_start_ends_everything_of_it()
    {
        await using var bench = new ProcessBench();
        var host = await bench.Host("run-host", "r-1", $"sleep 300 & {Shell.Deaf}", "r-2", "exit 0");
        await ProcessBench.Kill(host);
        await using (await StartedPool(bench, "run-next", new StubRegistry()))
        {
            await ProcessBench.Until(
                () => !Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")).Any(),
                "nothing is left"
            );
        }

        Assert.DoesNotContain("run-host", new OwnerLocks(bench.Home.Path).Names());
    }

    [Fact]
    public async Task A_live_run_is_left_alone_by_another_one()
    {
        await using var bench = new ProcessBench();
        var host = await bench.Host("run-host", "r-1", Shell.Hang);
        await using (await StartedPool(bench, "run-next", new StubRegistry())) { }

        Assert.True(Assert.Single(await bench.Driver(program: null).ListAsync(default)).IsAlive);
        await ProcessBench.Kill(host);
    }

    [Fact]
    public async Task After_a_killed_up_busy_runners_finish_and_idle_ones_go()
    {
        await using var bench = new ProcessBench();
        var host = await bench.Host("up-host", "busy", Shell.UntilTold, "idle", Shell.Hang);
        var all = await bench.Driver(program: null).ListAsync(default);
        var registry = new StubRegistry { Busy = { all.Single(r => r.Name == "busy").RunnerId } };
        await ProcessBench.Kill(host);

        var pool = await StartedPool(bench, "up-next", registry);
        await ProcessBench.Until(() => !Directory.Exists(bench.FolderOf("idle")), "the idle one is gone");
        Assert.Contains(all.Single(r => r.Name == "idle").RunnerId, registry.Removed);
        Assert.True(Assert.Single(await bench.Driver(program: null).ListAsync(default)).IsAlive);
        Assert.Equal("busy", pool.Status().Pool.Runners.Single().Name);

        var stop = pool.StopAsync(CancellationToken.None);
        registry.Busy.Clear();
        bench.Home.Write("runners-live/busy/home/end", "0\n");
        await stop.WaitAsync(ProcessBench.Patience);
        Assert.False(Directory.Exists(bench.FolderOf("busy")));
        await pool.DisposeAsync();
    }

    private static async Task<PoolSupervisor> StartedPool(ProcessBench bench, string owner, IRunnerRegistry registry)
    {
        var owners = new OwnerLocks(bench.Home.Path);
        var options = new PoolOptions
        {
            ScaleSet = "my-set",
            Owner = owner,
            Limits = new PoolLimits(0, 2),
            Deadlines = new()
            {
                Grace = TimeSpan.FromMilliseconds(100),
                CompletionLag = TimeSpan.FromMilliseconds(100),
            },
        };
        var parts = new PoolParts
        {
            Driver = bench.Driver(Shell.Hang),
            Registry = registry,
            Owners = owners,
        };
        var supervisor = new PoolSupervisor(new Pool(options, parts), new Silence(), TimeProvider.System);
        await supervisor.StartAsync(CancellationToken.None);
        return supervisor;
    }

    private sealed class Silence : IPoolListener
    {
        public ListenerHealth Health { get; } = new(null, null);

        public Task ListenAsync(IScaleSetHandler handler, CancellationToken stop, CancellationToken kill) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
    }

    private sealed class StubRegistry : IRunnerRegistry
    {
        public HashSet<int> Busy { get; } = [];

        public List<int> Removed { get; } = [];

        public Task<JitRunner> RegisterAsync(string runnerName, CancellationToken cancellation) =>
            Task.FromResult(new JitRunner(1, runnerName, "none"));

        public Task<IReadOnlyList<RegisteredRunner>> ListAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<RegisteredRunner>>([]);

        public Task<bool> KnowsAsync(string runnerName, CancellationToken cancellation) => Task.FromResult(true);

        public Task<RemovalOutcome> RemoveAsync(int runnerId, CancellationToken cancellation)
        {
            if (Busy.Contains(runnerId))
            {
                return Task.FromResult(RemovalOutcome.Busy);
            }

            Removed.Add(runnerId);
            return Task.FromResult(RemovalOutcome.Removed);
        }
    }
}
