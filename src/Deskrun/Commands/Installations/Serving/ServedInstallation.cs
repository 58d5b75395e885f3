using Deskrun.Installations;
using Deskrun.Installations.Configuration;
using Deskrun.Installations.Planning;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>
/// Keeps one installation served as it is wanted: starts it, starts it again after a failure, drains and restarts it
/// when its settings change, and drains it when it is not wanted any more. One change at a time.
/// </summary>
internal sealed class ServedInstallation
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private readonly IPoolFactory factory;
    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource forced = new();
    private CancellationTokenSource change = new();
    private Installation? wanted;
    private bool over;
    private volatile IReadOnlyList<IScaleSetPool> pools = [];
    private volatile ServedStatus shown;

    public ServedInstallation(Installation installation, IPoolFactory factory, TimeProvider time)
    {
        this.factory = factory;
        this.time = time;
        wanted = installation;
        shown = IdleStatus.Of(installation) with { State = ServedStates.Starting, Cause = null };
        Ended = Task.Run(ServeAsync);
    }

    /// <summary>Completes when it is not wanted any more and nothing of it runs.</summary>
    public Task Ended { get; }

    /// <summary>The settings to serve; null drains it.</summary>
    public Installation? Wanted
    {
        get
        {
            lock (gate)
            {
                return wanted;
            }
        }
        set
        {
            lock (gate)
            {
                wanted = value;
                // Not Cancel: it would run what waits for the change here, within the lock.
                _ = change.CancelAsync();
            }
        }
    }

    /// <summary>Wants these settings, unless it has ended for good; then another one must be made.</summary>
    public bool TryWant(Installation installation)
    {
        lock (gate)
        {
            if (over)
            {
                return false;
            }

            if (wanted is null || !wanted.SaysTheSame(installation))
            {
                Wanted = installation;
            }

            return true;
        }
    }

    /// <summary>Drains it and ends running jobs.</summary>
    public void Force()
    {
        Wanted = null;
        _ = forced.CancelAsync();
    }

    /// <summary>How it is at this moment.</summary>
    public ServedStatus Status()
    {
        var sets = pools.Select(pool => pool.Status()).ToList();
        var cause = shown.Cause ?? sets.Select(set => set.Cause).FirstOrDefault(each => each is not null);
        var blocked = cause is not null && shown.State == ServedStates.Listening;
        return shown with { ScaleSets = sets, Cause = cause, State = blocked ? ServedStates.Blocked : shown.State };
    }

    private async Task ServeAsync()
    {
        Installation? served = null;
        var failures = 0;
        while (true)
        {
            var (target, changed) = NextTarget(served);
            if (served is not null && target is not null && target.ServesTheSame(served))
            {
                // Another credential needs no other pool: its client asks for it when it renews its token.
                served = target;
            }

            if (served is not null && target != served)
            {
                await DrainAsync();
                if (target is not null)
                {
                    await factory.RetireAsync(served, target);
                }

                served = null;

                // What is wanted may be another thing after a drain that took hours.
                continue;
            }

            if (target is null)
            {
                return;
            }

            if (served is null)
            {
                served = await TryStartAsync(target, changed) ? target : null;
                failures = served is null ? failures + 1 : 0;
            }

            await WaitAsync(served is null ? WaitAfter(failures) : Timeout.InfiniteTimeSpan, changed);
        }
    }

    private (Installation? Target, CancellationToken Changed) NextTarget(Installation? served)
    {
        lock (gate)
        {
            if (change.IsCancellationRequested)
            {
                change = new CancellationTokenSource();
            }

            over = wanted is null && served is null;
            return (wanted, change.Token);
        }
    }

    private async Task<bool> TryStartAsync(Installation target, CancellationToken changed)
    {
        var started = new List<IScaleSetPool>();
        shown = IdleStatus.Of(target) with { State = ServedStates.Starting, Cause = null };
        try
        {
            foreach (var plan in PlannedScaleSet.Of(target))
            {
                started.Add(await factory.StartAsync(target, plan, changed));
            }

            pools = started;
            shown = shown with { State = ServedStates.Listening };
            return true;
        }
        catch (Exception failed)
        {
            foreach (var pool in started)
            {
                await pool.DisposeAsync();
            }

            if (!changed.IsCancellationRequested)
            {
                shown = shown with { State = ServedStates.Blocked, Cause = failed.Message };
            }

            return false;
        }
    }

    private async Task DrainAsync()
    {
        shown = shown with { State = ServedStates.Draining };
        var closing = pools;
        try
        {
            await Task.WhenAll(closing.Select(pool => pool.DrainAsync(forced.Token)));
        }
        catch (Exception failed)
        {
            // Nothing may keep it from being let go; what was left behind is swept by the next start.
            shown = shown with
            {
                Cause = failed.Message,
            };
        }

        foreach (var pool in closing)
        {
            await pool.DisposeAsync();
        }

        pools = [];
    }

    private async Task WaitAsync(TimeSpan wait, CancellationToken changed) =>
        await Task.Delay(wait, time, changed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TimeSpan WaitAfter(int failures) =>
        TimeSpan.FromSeconds(
            Math.Min(LongestWait.TotalSeconds, FirstWait.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)))
        );
}
