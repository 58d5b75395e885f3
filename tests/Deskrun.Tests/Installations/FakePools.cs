using System.Collections.Concurrent;
using Deskrun.Commands.Installations.Removing;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Planning;

namespace Deskrun.Tests.Installations;

/// <summary>Pools without runners: a test says what they do.</summary>
internal sealed class FakePools : IPoolFactory
{
    public ConcurrentQueue<FakePool> Started { get; } = [];

    /// <summary>What the next starts fail with, in order.</summary>
    public ConcurrentQueue<string> Failures { get; } = [];

    /// <summary>Changes after which scale sets were to be taken off the service.</summary>
    public ConcurrentQueue<(Installation Before, Installation After)> Retired { get; } = [];

    public string Runner => "fake runner";

    public Task<IScaleSetPool> StartAsync(
        Installation installation,
        PlannedScaleSet plan,
        CancellationToken cancellation
    )
    {
        if (Failures.TryDequeue(out var failure))
        {
            throw new InvalidOperationException(failure);
        }

        var pool = new FakePool(installation, plan.Name);
        Started.Enqueue(pool);
        return Task.FromResult<IScaleSetPool>(pool);
    }

    public Task RetireAsync(Installation before, Installation after)
    {
        Retired.Enqueue((before, after));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A pool that drains when a test lets it.</summary>
internal sealed class FakePool(Installation installation, string name) : IScaleSetPool
{
    private readonly TaskCompletionSource jobDone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Installation Installation { get; } = installation;

    public string? Cause { get; set; }

    public bool Busy { get; set; }

    public bool Draining { get; private set; }

    public bool WasForced { get; private set; }

    public bool IsDisposed { get; private set; }

    public void FinishJob() => jobDone.TrySetResult();

    public ScaleSetStatus Status() =>
        new()
        {
            Name = name,
            Healthy = true,
            MinRunners = 1,
            MaxRunners = 5,
            Assigned = Busy ? 1 : 0,
            Desired = 1,
            Draining = Draining,
            Cause = Cause,
            Runners = Busy ? [new("r-1", "running", DateTimeOffset.UnixEpoch, "job-1", "build", 7)] : [],
        };

    public async Task DrainAsync(CancellationToken forced)
    {
        Draining = true;
        if (Busy)
        {
            await jobDone.Task.WaitAsync(forced).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            WasForced = !jobDone.Task.IsCompleted;
            Busy = false;
        }
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}

/// <summary>Removes from the configuration only.</summary>
internal sealed class FakeRemover(ConfigurationFile file) : IInstallationRemover
{
    public async Task<string?> RemoveAsync(Installation installation, bool now, CancellationToken cancellation)
    {
        await file.ChangeAsync(document => document.Without(installation.Name), cancellation);
        return "a planted warning";
    }
}
