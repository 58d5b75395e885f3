using Deskrun.Pools.Drivers;
using Deskrun.Pools.Owners;
using Deskrun.Pools.Registration;

namespace Deskrun.Pools.Sweeping;

/// <summary>Finds what crashed processes left: compute on this machine, and registrations of the scale set.</summary>
internal sealed class PoolSweeper(Pool pool)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Looks for compute. What is removed is removed beside the caller's work; what may be busy is judged before this returns.</summary>
    internal async Task SweepComputeAsync(CancellationToken cancellation)
    {
        try
        {
            // The list comes first: a runner that begins after it cannot be mistaken for a leftover.
            var found = await pool.World.Driver.ListAsync(cancellation).ConfigureAwait(false);
            var removals = new List<Task>();
            foreach (var instance in found)
            {
                var action = SweepPlan.Judge(
                    instance,
                    pool.Options.ScaleSet,
                    pool.Options.Owner,
                    pool.Roster.Attends,
                    pool.Parts.Owners.IsHeld
                );
                if (
                    action is SweepAction.Remove
                    || (action is SweepAction.Ask && !await AdoptAsync(instance).ConfigureAwait(false))
                )
                {
                    removals.Add(RemoveAsync(instance));
                    pool.Roster.Attend(instance.Name, removals[^1]);
                }
            }

            pool.Roster.Attend("", ForgetOwnersAsync(removals));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            pool.World.Journal.Trouble($"could not look for leftovers ({pool.World.Driver.Name}): {e.Message}");
        }
    }

    /// <summary>
    /// Removes registrations that have no compute and are offline. Only with the session in hand: without it another
    /// machine may keep the scale set, and its runners are none of our business.
    /// </summary>
    internal async Task SweepRegistrationsAsync(CancellationToken cancellation)
    {
        if (!pool.HasSession)
        {
            return;
        }

        try
        {
            var registered = await pool.World.Registry.ListAsync(cancellation).ConfigureAwait(false);
            var compute = await pool.World.Driver.ListAsync(cancellation).ConfigureAwait(false);
            var kept = compute.Select(instance => instance.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var runner in registered.Where(r => r is { IsOnline: false, IsBusy: false }))
            {
                if (!kept.Contains(runner.Name) && !pool.Roster.Attends(runner.Name))
                {
                    await pool.World.Registry.RemoveAsync(runner.RunnerId, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            pool.World.Journal.Trouble($"could not look for left registrations: {e.Message}");
        }
    }

    /// <returns>False when it has no job and its registration is gone.</returns>
    private async Task<bool> AdoptAsync(RunnerInstance instance)
    {
        try
        {
            using var limit = pool.World.OwnTime(Limit);
            if (
                await pool.World.Registry.RemoveAsync(instance.RunnerId, limit.Token).ConfigureAwait(false)
                is RemovalOutcome.Removed
            )
            {
                return false;
            }

            pool.Adopt(instance);
        }
        catch (Exception e)
        {
            pool.World.Journal.Trouble(
                $"could not ask whether {instance.Name} has a job: {e.Message}; it is left for now"
            );
        }

        return true;
    }

    private async Task RemoveAsync(RunnerInstance instance)
    {
        try
        {
            // The service of a run died with it: nobody hears what its runner might still want to say.
            var deadlines = pool.Options.Deadlines;
            var grace =
                !instance.IsAlive ? TimeSpan.Zero
                : OwnerName.KindOf(instance.Owner) is OwnerKind.Run ? deadlines.ForcedGrace
                : deadlines.Grace;
            using var limit = pool.World.OwnTime(grace + pool.Options.Deadlines.Stop);
            await pool.World.Driver.StopAsync(instance, grace, limit.Token).ConfigureAwait(false);
            pool.World.Journal.Trouble(
                $"removed {instance.Name}, left by {instance.Owner}, which is not alive",
                instance.Name
            );
        }
        catch (Exception e)
        {
            pool.World.Journal.Trouble(
                $"could not remove {instance.Name}, left by {instance.Owner}: {e.Message}",
                instance.Name
            );
        }
    }

    private async Task ForgetOwnersAsync(IReadOnlyList<Task> removals)
    {
        await Task.WhenAll(removals).ConfigureAwait(false);
        using var limit = pool.World.OwnTime(Limit);
        var left = await pool.World.Driver.ListAsync(limit.Token).ConfigureAwait(false);
        var named = left.Select(instance => instance.Owner).ToHashSet(StringComparer.Ordinal);
        foreach (
            var owner in pool.Parts.Owners.Names().Where(name => name != pool.Options.Owner && !named.Contains(name))
        )
        {
            if (!pool.Parts.Owners.IsHeld(owner))
            {
                pool.Parts.Owners.Forget(owner);
            }
        }
    }
}
