using Deskrun.Pools;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Supervision;

namespace Deskrun.Backends.Local;

/// <summary>One scale set served by this process: its listener, its pool and its driver, supervised. Used by <c>run</c> and <c>up</c>.</summary>
public sealed class LocalPool : IAsyncDisposable
{
    private readonly PoolSupervisor supervisor;
    private readonly ScaleSetBinding scaleSet;

    private LocalPool(PoolSupervisor supervisor, ScaleSetBinding scaleSet)
    {
        this.supervisor = supervisor;
        this.scaleSet = scaleSet;
    }

    /// <summary>What the service did not accept, such as labels that it dropped.</summary>
    public IReadOnlyList<string> Warnings => scaleSet.Warnings;

    /// <summary>The scale set's number at the service; 0 while it is not known.</summary>
    public int ScaleSetId => scaleSet.Id;

    /// <summary>Makes or adopts the scale set, clears what crashed processes left, and begins to listen.</summary>
    /// <exception cref="GitHub.Wire.ActionsServiceException">The service refused or did not answer, unless told to keep trying.</exception>
    /// <exception cref="ArgumentException">The limits make no sense.</exception>
    public static async Task<LocalPool> StartAsync(LocalPoolOptions options, CancellationToken cancellation)
    {
        var scaleSet = new ScaleSetBinding(options.Client, options.ScaleSet);
        if (!options.KeepTrying)
        {
            await scaleSet.EnsureAsync(cancellation).ConfigureAwait(false);
        }

        var pool = new Pool(
            new PoolOptions
            {
                ScaleSet = options.ScaleSet.Name,
                Owner = options.Owner.Name,
                Limits = options.Limits,
                Deadlines = options.Deadlines,
                ParallelStarts = options.ParallelStarts,
                RunnerEnvironment = options.RunnerEnvironment,
            },
            new PoolParts
            {
                Driver = options.Driver,
                Registry = new GitHubRunnerRegistry(scaleSet),
                Owners = options.Owners,
                Time = options.Time,
                Timeline = options.Timeline,
                Gate = options.Gate,
                Metrics = options.Metrics,
            }
        );
        var name = $"{Environment.MachineName} {options.Owner.Name}";
        var listener = new ScaleSetPoolListener(scaleSet, name, options.ListenerMetrics)
        {
            SessionRetry = options.SessionRetry,
            Memory = options.SessionMemory,
        };
        var supervisor = new PoolSupervisor(pool, listener, options.Time);
        try
        {
            await supervisor.StartAsync(cancellation).ConfigureAwait(false);
            return new LocalPool(supervisor, scaleSet);
        }
        catch
        {
            await supervisor.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Everything at this moment.</summary>
    public SupervisedStatus Status() => supervisor.Status();

    /// <summary>
    /// Takes no new jobs, lets idle runners go, waits for busy ones, then ends the session. When <paramref name="forced"/>
    /// is cancelled, busy runners are stopped as well.
    /// </summary>
    public Task StopAsync(CancellationToken forced) => supervisor.StopAsync(forced);

    /// <summary>Stops by force, if it was not stopped before.</summary>
    public ValueTask DisposeAsync() => supervisor.DisposeAsync();
}
