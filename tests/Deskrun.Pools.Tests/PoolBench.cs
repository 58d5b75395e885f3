using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Scaling;
using Deskrun.Pools.Tests.Doubles;
using Deskrun.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Pools.Tests;

/// <summary>A pool with a driver and a service in memory and a clock that the test moves.</summary>
internal sealed class PoolBench : IAsyncDisposable
{
    public const string ScaleSet = "my-set";
    private readonly TempFolder home = new();

    public PoolBench(int min = 0, int max = 5, ICapacityGate? gate = null, string owner = "up-me")
    {
        Time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
        Driver = new MemoryDriver(Time);
        Owners = new OwnerLocks(home.Path);
        Options = new PoolOptions
        {
            ScaleSet = ScaleSet,
            Owner = owner,
            Limits = new PoolLimits(min, max),
        };
        Pool = new Pool(
            Options,
            new PoolParts
            {
                Driver = Driver,
                Registry = Registry,
                Owners = Owners,
                Time = Time,
                Timeline = Timeline,
                Gate = gate ?? new OpenGate(),
            }
        );
    }

    public FakeTimeProvider Time { get; }

    public MemoryDriver Driver { get; }

    public MemoryRegistry Registry { get; } = new();

    public ListTimeline Timeline { get; } = new();

    public OwnerLocks Owners { get; }

    public PoolOptions Options { get; }

    public Pool Pool { get; }

    public RunnerDeadlines Deadlines => Options.Deadlines;

    public IReadOnlyList<RunnerStatus> Runners => Pool.Status().Runners;

    public IReadOnlyList<RunnerEnd> Ends => Pool.Status().RecentEnds;

    /// <summary>The service says that so many jobs wait or run.</summary>
    public ValueTask Assigned(int jobs, bool empty = false) =>
        Pool.StatisticsAsync(new ScaleSetStatistics(0, 0, jobs, 0, 0, 0, 0), empty, CancellationToken.None);

    /// <summary>Waits until so many runners live, and gives their names.</summary>
    public async Task<IReadOnlyList<string>> Living(int count)
    {
        await Until(
            () => Driver.Alive.Count == count && Runners.Count(r => r.Phase > RunnerPhase.Provisioning) >= count,
            $"{count} living runners"
        );
        return Driver.Alive;
    }

    public async Task TakesJob(string runner, string job)
    {
        Registry.Set(runner, online: true, busy: true);
        await Pool.JobStartedAsync(Started(runner, job), CancellationToken.None);
    }

    public async Task FinishesJob(string runner, string job, string result = "succeeded")
    {
        Registry.Forget(runner);
        await Pool.JobCompletedAsync(Completed(runner, job, result), CancellationToken.None);
    }

    /// <summary>Leaves what an owner that was killed leaves.</summary>
    public void PlantLockFile(string owner) => home.Write($"owners/{owner}.lock", "42");

    /// <summary>Makes a runner idle: online and seen so.</summary>
    public void ComesOnline(string runner)
    {
        Registry.Set(runner, online: true, busy: false);
        Pool.Roster.Find(runner)!.IsOnline(Time.GetUtcNow());
    }

    public static JobStarted Started(string runner, string job) =>
        new()
        {
            JobId = job,
            RunnerName = runner,
            JobDisplayName = $"job {job}",
        };

    public static JobCompleted Completed(string runner, string job, string result = "succeeded") =>
        new()
        {
            JobId = job,
            RunnerName = runner,
            JobDisplayName = $"job {job}",
            Result = result,
        };

    public static async Task Until(Func<bool> holds, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < TestLimits.Wait, $"waited in vain for: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    /// <summary>Moves the clock in steps until something holds.</summary>
    public async Task AdvanceUntil(Func<bool> holds, string what, TimeSpan step, int steps = 200)
    {
        for (var i = 0; i < steps && !holds(); i++)
        {
            Time.Advance(step);
            for (var turn = 0; turn < 10 && !holds(); turn++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            }
        }

        // The clock has gone far enough; whoever it woke may need a while longer on a busy machine.
        await Until(holds, $"{what} (within {step * steps} of the clock)");
    }

    /// <summary>Moves the clock and lets what waits for it run.</summary>
    public async Task Advance(TimeSpan by, int steps = 20)
    {
        for (var i = 0; i < steps; i++)
        {
            Time.Advance(by / steps);
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Registry.Failure = null;
        Driver.BeforeStart = null;
        Driver.BeforeStop = null;
        using var forced = new CancellationTokenSource();
        await forced.CancelAsync();
        var drain = Pool.DrainAsync(forced.Token);
        await AdvanceUntil(() => drain.IsCompleted, "the pool is drained", TimeSpan.FromSeconds(10));
        await drain;
        Assert.Empty(Driver.Alive);
        Pool.Dispose();
        home.Dispose();
    }
}
