namespace Deskrun.Pools.Supervision;

/// <summary>Runs the listener and the pool of one scale set: starts the listener anew when it fails, and ends both in order.</summary>
public sealed class PoolSupervisor : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly Pool pool;
    private readonly IPoolListener listener;
    private readonly TimeProvider time;
    private readonly PoolHousekeeping housekeeping;
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource killing = new();
    private Task work = Task.CompletedTask;
    private volatile Failure? failure;
    private int restarts;
    private int disposed;

    /// <summary>Prepares; <see cref="StartAsync"/> begins.</summary>
    public PoolSupervisor(Pool pool, IPoolListener listener, TimeProvider time)
    {
        this.pool = pool;
        this.listener = listener;
        this.time = time;
        housekeeping = new PoolHousekeeping(pool);
    }

    /// <summary>Clears what crashed processes left, adopts what is busy, and begins to listen.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        // Before listening: a busy runner that is not counted would be given a companion it does not need.
        await housekeeping.SweepComputeAsync(cancellation).ConfigureAwait(false);
        work = Task.WhenAll(
            Task.Run(ListenAsync, CancellationToken.None),
            Task.Run(() => housekeeping.RunAsync(stopping.Token), CancellationToken.None)
        );
    }

    /// <summary>Everything at this moment.</summary>
    public SupervisedStatus Status()
    {
        var health = listener.Health;
        // What it failed with once is over as soon as the service has answered a poll.
        var past = failure is { } failed && !(health.LastGoodPoll > failed.At) ? failed.Text : null;
        var problem = health.Problem ?? past;
        var healthy = health.IsHealthy(time.GetUtcNow());
        return new SupervisedStatus(pool.Status(), health with { Problem = problem }, healthy, restarts);
    }

    /// <summary>
    /// Takes no new jobs, lets idle runners go, waits for busy ones, then ends the session. When <paramref name="forced"/>
    /// is cancelled, busy runners are stopped as well, and the listener is not waited for beyond the end of its session.
    /// </summary>
    public async Task StopAsync(CancellationToken forced)
    {
        // The session stays open meanwhile: through it we learn that jobs are over.
        await pool.DrainAsync(forced).ConfigureAwait(false);
        await stopping.CancelAsync().ConfigureAwait(false);
        await using var registration = forced.Register(killing.Cancel).ConfigureAwait(false);
        await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops by force, if it was not stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        pool.Dispose();
        stopping.Dispose();
        killing.Dispose();
    }

    private async Task ListenAsync()
    {
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            var begun = time.GetTimestamp();
            try
            {
                await listener.ListenAsync(pool, stopping.Token, killing.Token).ConfigureAwait(false);
                failure = null;
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failure = new Failure($"listening failed: {e.Message}", time.GetUtcNow());
                pool.World.Journal.Trouble($"{failure.Text}; it is started anew");
            }

            if (stopping.IsCancellationRequested)
            {
                return;
            }

            failures = time.GetElapsedTime(begun) > LongestWait ? 0 : failures + 1;
            restarts++;
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, failures - 1)));
            await Task.Delay(wait * (0.8 + (0.4 * Random.Shared.NextDouble())), time, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record Failure(string Text, DateTimeOffset At);
}
