using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools.Sweeping;

/// <summary>
/// Ends runners that the service has forgotten, as one that keeps nothing over a restart does: they can get no job any
/// more, and of a job that they have nobody would learn the result. Only looked for when the scale set had to be made
/// again, and judged by the runner's own name: a service that is merely slow to tell something loses nobody a job.
/// </summary>
internal sealed class ForgottenRunners(Pool pool)
{
    internal async Task EndAsync(CancellationToken cancellation)
    {
        if (!pool.MayBeForgotten)
        {
            return;
        }

        pool.MayBeForgotten = false;
        try
        {
            foreach (var slot in pool.Roster.All().Where(MayBe))
            {
                if (!await pool.World.Registry.KnowsAsync(slot.Name, cancellation).ConfigureAwait(false))
                {
                    End(slot);
                }
            }
        }
        catch (Exception e)
        {
            pool.MayBeForgotten = true;
            if (e is not OperationCanceledException)
            {
                pool.World.Journal.Trouble($"could not ask which runners the service still knows: {e.Message}");
            }
        }
    }

    // One that is being made registers with the new scale set, or fails; one whose job is over is leaving.
    private static bool MayBe(RunnerSlot slot) =>
        slot.Phase is RunnerPhase.Registering or RunnerPhase.Idle or RunnerPhase.Running;

    private void End(RunnerSlot slot)
    {
        var (kind, reason) = slot.Job is { } job
            ? (
                RunnerEndKind.JobLost,
                $"the service has forgotten {slot.Name} and {job.Name}, so its result could not be told: it was stopped"
            )
            : (RunnerEndKind.NotNeeded, $"the service has forgotten {slot.Name}, so it would never get a job");
        pool.World.Journal.Trouble(reason, slot.Name);
        slot.Ask(new StopOrder(kind, reason, true, pool.Options.Deadlines.Grace));
    }
}
