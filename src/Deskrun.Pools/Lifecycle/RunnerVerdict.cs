using Deskrun.Pools.Registration;

namespace Deskrun.Pools.Lifecycle;

/// <summary>Finds out how a runner whose compute is gone ended, and when its place is free.</summary>
internal sealed class RunnerVerdict(RunnerWorld world, RunnerSlot slot, CancellationToken force)
{
    internal async Task<RunnerEnd> DecideAsync(StopOrder? order, int? code)
    {
        var (kind, reason) = order is null
            ? await EndedByItselfAsync(code).ConfigureAwait(false)
            : await StoppedAsync(order).ConfigureAwait(false);
        return new RunnerEnd
        {
            Runner = slot.Name,
            Kind = kind,
            Reason = reason,
            ExitCode = code,
            At = world.Now,
        };
    }

    private async Task<(RunnerEndKind, string)> StoppedAsync(StopOrder order)
    {
        if (order.Kind is RunnerEndKind.RanTooLong)
        {
            await JobIsGivenUpAsync().ConfigureAwait(false);
        }
        else if (order.Force)
        {
            await TryRemoveAsync().ConfigureAwait(false);
        }

        return (order.Kind, order.Reason);
    }

    private async Task<(RunnerEndKind, string)> EndedByItselfAsync(int? code)
    {
        if (slot is { Job: null, JobIsOver: false } && await UnexplainedAsync(code).ConfigureAwait(false) is { } early)
        {
            return early;
        }

        if (slot.JobIsOver)
        {
            return (RunnerEndKind.JobDone, "its job is over");
        }

        await world.WaitAsync(world.Deadlines.CompletionLag, force, JobOverAsync()).ConfigureAwait(false);
        var lost = await JobIsGivenUpAsync().ConfigureAwait(false);

        // A runner ends with 0 whatever became of its job; another code says that the program itself did not get that far.
        return lost || code is not (0 or null)
                ? (RunnerEndKind.JobLost, $"it died with {slot.Job!.Name} ({Exit(code)}); the service fails that job")
            : slot.JobIsOver ? (RunnerEndKind.JobDone, "its job is over")
            : (RunnerEndKind.JobDone, "it ended and its registration is gone; no message told the job's end");
    }

    /// <summary>A runner ended and no message told of a job: the messages may be late, or there was none.</summary>
    /// <returns>The end; null when it had a job after all.</returns>
    private async Task<(RunnerEndKind, string)?> UnexplainedAsync(int? code)
    {
        bool known;
        try
        {
            using var time = world.OwnTime(world.Deadlines.Provision);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(time.Token, force);
            var all = await world.Registry.ListAsync(both.Token).ConfigureAwait(false);
            known = all.Any(r => r.RunnerId == slot.RunnerId);
            if (
                known
                && await world.Registry.RemoveAsync(slot.RunnerId, both.Token).ConfigureAwait(false)
                    is RemovalOutcome.Busy
            )
            {
                slot.HasJob(RunnerJob.Unknown, world.Now);
                return null;
            }
        }
        catch (Exception e)
        {
            world.Journal.Trouble($"could not ask the service about {slot.Name}, which ended: {e.Message}", slot.Name);
            return Unless(
                slot.Job is not null,
                $"it ended ({Exit(code)}), and the service did not say whether it had a job"
            );
        }

        if (!known && code is 0 or null)
        {
            // The service removes an ephemeral runner after its job, so there probably was one: its messages follow.
            await world.WaitAsync(world.Deadlines.CompletionLag, force, JobKnownAsync()).ConfigureAwait(false);
        }

        return Unless(slot.Job is not null, $"it ended without a job ({Exit(code)})");
    }

    private static (RunnerEndKind, string)? Unless(bool hadJob, string reason) =>
        hadJob ? null : (RunnerEndKind.EndedWithoutJob, reason);

    /// <summary>Waits until the job is over for the service, asking by the removal of its runner.</summary>
    /// <returns>True when the service still held the job after the runner was gone.</returns>
    private async Task<bool> JobIsGivenUpAsync()
    {
        var until = world.Now + world.Deadlines.LostJob;
        var busy = false;
        while (!slot.JobIsOver && world.Now < until)
        {
            var outcome = await TryRemoveAsync().ConfigureAwait(false);
            if (outcome is RemovalOutcome.Removed || force.IsCancellationRequested)
            {
                break;
            }

            if (outcome is RemovalOutcome.Busy && !busy)
            {
                busy = true;
                world.Journal.Trouble(
                    $"{slot.Name} is gone with {slot.Job?.Name ?? "its job"}; its place is kept until the service gives the job up",
                    slot.Name
                );
            }

            await world.WaitAsync(world.Deadlines.RemovalRetry, force, JobOverAsync()).ConfigureAwait(false);
        }

        return busy;
    }

    private async Task<RemovalOutcome?> TryRemoveAsync()
    {
        try
        {
            using var time = world.OwnTime(world.Deadlines.RemovalRetry);
            return await world.Registry.RemoveAsync(slot.RunnerId, time.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            world.Journal.Trouble($"could not remove the registration of {slot.Name}: {e.Message}", slot.Name);
            return null;
        }
    }

    private Task JobOverAsync() => UntilAsync(() => slot.JobIsOver);

    private Task JobKnownAsync() => UntilAsync(() => slot.Job is not null);

    private async Task UntilAsync(Func<bool> holds)
    {
        while (true)
        {
            var changed = slot.Changed;
            if (holds())
            {
                return;
            }

            await changed.ConfigureAwait(false);
        }
    }

    private static string Exit(int? code) => code is { } known ? $"exit code {known}" : "exit code unknown";
}
