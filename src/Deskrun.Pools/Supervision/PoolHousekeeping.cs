using Deskrun.Pools.Lifecycle;
using Deskrun.Pools.Sweeping;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Supervision;

/// <summary>What a pool does by the clock: asks which runners are online while some are awaited, and sweeps.</summary>
internal sealed class PoolHousekeeping(Pool pool)
{
    private readonly PoolSweeper sweeper = new(pool);
    private readonly ForgottenRunners forgotten = new(pool);

    internal Task SweepComputeAsync(CancellationToken cancellation) => sweeper.SweepComputeAsync(cancellation);

    internal async Task RunAsync(CancellationToken cancellation)
    {
        var time = pool.World.Time;
        var nextSweep = pool.World.Now + pool.Options.SweepInterval;
        var sweptRegistrations = false;
        while (true)
        {
            await Task.Delay(pool.Options.RegistrationPoll, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested)
            {
                return;
            }

            await SeeOnlineAsync(cancellation).ConfigureAwait(false);
            await forgotten.EndAsync(cancellation).ConfigureAwait(false);
            var due = pool.World.Now >= nextSweep;
            if (due)
            {
                nextSweep = pool.World.Now + pool.Options.SweepInterval;
                await sweeper.SweepComputeAsync(cancellation).ConfigureAwait(false);
            }

            if (pool.HasSession && (due || !sweptRegistrations))
            {
                sweptRegistrations = true;
                await sweeper.SweepRegistrationsAsync(cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task SeeOnlineAsync(CancellationToken cancellation)
    {
        var awaited = pool.Roster.All().Where(slot => slot.Phase is RunnerPhase.Registering).ToList();
        if (awaited.Count == 0)
        {
            return;
        }

        try
        {
            var registered = await pool.World.Registry.ListAsync(cancellation).ConfigureAwait(false);
            var online = registered.Where(r => r.IsOnline || r.IsBusy).Select(r => r.RunnerId).ToHashSet();
            foreach (var slot in awaited.Where(slot => online.Contains(slot.RunnerId)))
            {
                if (slot.IsOnline(pool.World.Now))
                {
                    pool.World.Journal.Runner(TimelineStep.RunnerRegistered, slot);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            pool.World.Journal.Trouble($"could not ask which runners are online: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Being stopped.
        }
    }
}
