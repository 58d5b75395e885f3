using Deskrun.Pools.Drivers;
using Deskrun.Pools.Metrics;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Lifecycle;

/// <summary>What the life of a runner touches: its place, its service, the clock, and the journal.</summary>
internal sealed record RunnerWorld(
    PoolOptions Options,
    IRunnerDriver Driver,
    IRunnerRegistry Registry,
    TimeProvider Time,
    PoolJournal Journal,
    PoolMetrics? Metrics
)
{
    internal RunnerDeadlines Deadlines => Options.Deadlines;

    internal DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>Waits for the first of the tasks, or for the time; never throws.</summary>
    internal async Task WaitAsync(TimeSpan? limit, CancellationToken cancellation, params Task[] tasks)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var delay = Task.Delay(
            limit is { } known ? TimerGrain.RoundUp(known) : Timeout.InfiniteTimeSpan,
            Time,
            over.Token
        );
        await Task.WhenAny([.. tasks, delay]).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Clean-up has a time of its own: what asked for it may be cancelled already.</summary>
    internal CancellationTokenSource OwnTime(TimeSpan limit) => new(limit, Time);
}
