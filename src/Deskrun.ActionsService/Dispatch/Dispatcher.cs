using Deskrun.ActionsService.Faults;

namespace Deskrun.ActionsService.Dispatch;

/// <summary>
/// The one place that knows which job, scale set and runner belong together. Every change happens under its gate and
/// wakes exactly the polls that it concerns; nothing here looks at the clock by itself.
/// </summary>
internal sealed partial class Dispatcher(ActionsServiceOptions options, FaultBox faults, CancellationToken stopping)
    : IDisposable
{
    private readonly Dictionary<int, ScaleSet> scaleSets = [];
    private readonly Dictionary<int, Runner> runners = [];
    private readonly Dictionary<Guid, JobEntry> jobs = [];
    private readonly LinkedList<JobEntry> queue = [];
    private readonly TimeProvider time = options.TimeProvider;

    // Two lives of a service must not give the same number twice: who outlives a restart would take another's scale set
    // or runner for its own.
    private int lastScaleSetId = Random.Shared.Next(1, 1 << 30);
    private int lastRunnerId = Random.Shared.Next(1, 1 << 30);
    private long lastRunnerMessageId;
    private int scaleSetVersion;

    /// <summary>Guards all state of the dispatcher and of the runs.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Stops all timers.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            foreach (var job in jobs.Values)
            {
                job.StopTimers();
            }

            jobs.Clear();
            foreach (var runner in runners.Values)
            {
                runner.UnusedTimer?.Dispose();
            }
        }
    }

    /// <summary>Makes <paramref name="action"/> happen once, under the gate.</summary>
    private ITimer After(TimeSpan delay, Action action) =>
        time.CreateTimer(
            _ =>
            {
                lock (Gate)
                {
                    action();
                }
            },
            null,
            delay,
            Timeout.InfiniteTimeSpan
        );

    /// <summary>Waits until the poll is woken or the hold is over.</summary>
    /// <returns>Whether it was woken.</returns>
    private async Task<bool> HoldAsync(TaskCompletionSource waiter, CancellationToken cancellation)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stopping);
        try
        {
            await waiter.Task.WaitAsync(options.PollHold, time, linked.Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
