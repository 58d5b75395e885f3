using Deskrun.Pools.Drivers;
using Deskrun.Pools.Registration;
using Deskrun.Pools.Timeline;

namespace Deskrun.Pools.Lifecycle;

/// <summary>The beginning of a runner: its registration, then its compute.</summary>
internal sealed class RunnerProvision(RunnerWorld world, SemaphoreSlim turns)
{
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(30);

    /// <returns>Null when the compute runs, else how it ended.</returns>
    internal async Task<RunnerEnd?> RunAsync(RunnerSlot slot, CancellationToken force)
    {
        var task = "waiting for its turn";
        CancellationTokenSource? limit = null;
        CancellationTokenSource? both = null;
        var turn = false;
        try
        {
            await turns.WaitAsync(force).ConfigureAwait(false);
            turn = true;
            limit = world.OwnTime(world.Deadlines.Provision);
            both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, force);

            task = "registering it at the service";
            var jit = await world.Registry.RegisterAsync(slot.Name, both.Token).ConfigureAwait(false);
            slot.HasRegistration(jit.RunnerId);
            world.Journal.Runner(TimelineStep.JitMade, slot);

            task = $"starting its compute ({world.Driver.Name})";
            var instance = await world.Driver.StartAsync(Start(slot, jit), both.Token).ConfigureAwait(false);
            slot.HasCompute(instance, world.Now);
            world.Journal.Runner(TimelineStep.ComputeStarted, slot);
            world.Metrics?.Started(world.Options.ScaleSet, world.Driver.Name, world.Now - slot.BegunAt);
            return null;
        }
        catch (Exception e)
        {
            var end = End(slot, task, e, force.IsCancellationRequested, limit?.IsCancellationRequested ?? false);
            if (end.Kind is RunnerEndKind.StartFailed)
            {
                world.Journal.Trouble(end.Reason, slot.Name);
            }

            await UnregisterAsync(slot).ConfigureAwait(false);
            return end;
        }
        finally
        {
            both?.Dispose();
            limit?.Dispose();
            if (turn)
            {
                turns.Release();
            }
        }
    }

    private RunnerStart Start(RunnerSlot slot, JitRunner jit) =>
        new()
        {
            Name = slot.Name,
            ScaleSet = world.Options.ScaleSet,
            Owner = world.Options.Owner,
            RunnerId = jit.RunnerId,
            JitConfig = jit.JitConfig,
            Environment = world.Options.RunnerEnvironment,
        };

    private RunnerEnd End(RunnerSlot slot, string task, Exception e, bool forced, bool late) =>
        new()
        {
            Runner = slot.Name,
            Kind = forced ? RunnerEndKind.Forced : RunnerEndKind.StartFailed,
            At = world.Now,
            Reason =
                forced ? "the pool was stopped while it was made"
                : late ? $"{slot.Name} was not made within {world.Deadlines.Provision}: stuck while {task}"
                : $"{slot.Name} could not be made: {task} failed: {e.Message}",
        };

    private async Task UnregisterAsync(RunnerSlot slot)
    {
        if (slot.RunnerId == 0)
        {
            return;
        }

        try
        {
            using var limit = world.OwnTime(CleanUp);
            await world.Registry.RemoveAsync(slot.RunnerId, limit.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            world.Journal.Trouble(
                $"the registration of {slot.Name} could not be removed: {e.Message}; the next sweep tries again",
                slot.Name
            );
        }
    }
}
