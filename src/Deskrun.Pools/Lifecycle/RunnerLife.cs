using Deskrun.Pools.Registration;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Lifecycle;

/// <summary>Attends to one runner from its compute to its end.</summary>
internal sealed class RunnerLife(RunnerWorld world, RunnerSlot slot, CancellationToken force)
{
    private readonly RunnerCompute compute = new(world, slot);
    private readonly RunnerVerdict verdict = new(world, slot, force);

    /// <summary>Runs until the place is free; <paramref name="freed"/> is called then, before the last of it is wiped.</summary>
    internal async Task RunAsync(Action<RunnerEnd> freed)
    {
        using var watching = new CancellationTokenSource();
        var exit = compute.WaitForExitAsync(watching.Token);
        var order = await AttendAsync(exit).ConfigureAwait(false);
        if (order is not null)
        {
            // It was stopped by us: a driver that cannot tell the end of its wait must not keep us.
            await world.WaitAsync(world.Deadlines.Stop, CancellationToken.None, exit).ConfigureAwait(false);
        }

        var code = exit.IsCompletedSuccessfully ? exit.Result : null;
        await watching.CancelAsync().ConfigureAwait(false);
        var unusual = !slot.JobIsOver && order is null && !(code == 0 && slot.Job is not null);
        var lines = unusual ? await compute.LastLinesAsync().ConfigureAwait(false) : [];
        slot.Move(RunnerSignal.ComputeGone, world.Now, wake: true);
        if (unusual)
        {
            var how = code is { } known ? $"its program ended with exit code {known}" : "its program is gone";
            world.Journal.Runner(TimelineStep.RunnerLost, slot, how);
        }

        var wipe = compute.WipeAsync();
        var end = await verdict.DecideAsync(order, code).ConfigureAwait(false);
        slot.Move(RunnerSignal.Settled, world.Now, wake: true);
        freed(end with { LastLines = lines });
        await wipe.ConfigureAwait(false);
        world.Journal.Runner(TimelineStep.ComputeGone, slot, end.Reason);
    }

    /// <returns>The order by which it was stopped; null when it ended by itself.</returns>
    private async Task<StopOrder?> AttendAsync(Task exit)
    {
        while (!exit.IsCompleted)
        {
            var changed = slot.Changed;
            var order = slot.Order ?? await OverdueAsync().ConfigureAwait(false);
            if (order is not null && await MayStopAsync(order).ConfigureAwait(false))
            {
                slot.Move(RunnerSignal.Stop, world.Now, wake: false);
                await compute.StopAsync(order.Grace).ConfigureAwait(false);
                return order;
            }

            // A mild order that still stands was not answered by the service: ask again later.
            var wait = slot.Order is { Force: false } ? world.Deadlines.RemovalRetry : TimeLeft();
            await world.WaitAsync(wait, CancellationToken.None, exit, changed).ConfigureAwait(false);
        }

        return null;
    }

    private TimeSpan? TimeLeft()
    {
        if (RunnerLifecycle.Limit(slot.Phase, world.Deadlines) is not { } limit)
        {
            return null;
        }

        var left = slot.Since + limit - world.Now;

        // What is overdue and still here could not be judged just now.
        return left > TimeSpan.Zero ? left : world.Deadlines.RemovalRetry;
    }

    private async Task<StopOrder?> OverdueAsync()
    {
        var phase = slot.Phase;
        if (RunnerLifecycle.Limit(phase, world.Deadlines) is not { } limit || slot.Since + limit > world.Now)
        {
            return null;
        }

        return phase switch
        {
            RunnerPhase.Registering => await UnlessOnlineAsync(limit).ConfigureAwait(false),
            RunnerPhase.Running => Forced(RunnerEndKind.RanTooLong, $"its job ran longer than {limit}"),
            RunnerPhase.Exiting => Forced(RunnerEndKind.DidNotExit, $"it did not end within {limit} after its job"),
            _ => null,
        };
    }

    private StopOrder Forced(RunnerEndKind kind, string reason) => new(kind, reason, true, world.Deadlines.Grace);

    private async Task<StopOrder?> UnlessOnlineAsync(TimeSpan limit)
    {
        try
        {
            using var time = world.OwnTime(world.Deadlines.Provision);
            var all = await world.Registry.ListAsync(time.Token).ConfigureAwait(false);
            if (all.Any(r => r.RunnerId == slot.RunnerId && (r.IsOnline || r.IsBusy)))
            {
                if (slot.IsOnline(world.Now))
                {
                    world.Journal.Runner(TimelineStep.RunnerRegistered, slot);
                }

                return null;
            }
        }
        catch (Exception e)
        {
            world.Journal.Trouble($"could not ask the service whether {slot.Name} is online: {e.Message}", slot.Name);
            return null;
        }

        var reason = $"it was not online within {limit} after its start";
        return new StopOrder(RunnerEndKind.NeverRegistered, reason, false, world.Deadlines.Grace);
    }

    /// <summary>De-registers first: only the service can say that a runner has no job, and then it will get none.</summary>
    private async Task<bool> MayStopAsync(StopOrder order)
    {
        if (order.Force)
        {
            return true;
        }

        if (slot.Phase > RunnerPhase.Idle)
        {
            slot.Spare(order);
            return false;
        }

        try
        {
            using var time = world.OwnTime(world.Deadlines.Provision);
            var outcome = await world.Registry.RemoveAsync(slot.RunnerId, time.Token).ConfigureAwait(false);
            if (outcome is RemovalOutcome.Removed)
            {
                return true;
            }

            slot.HasJob(RunnerJob.Unknown, world.Now);
            slot.Spare(order);
            return false;
        }
        catch (Exception e)
        {
            world.Journal.Trouble(
                $"could not de-register {slot.Name}: {e.Message}; it is kept, and asked again",
                slot.Name
            );
            slot.Ask(order);
            return false;
        }
    }
}
