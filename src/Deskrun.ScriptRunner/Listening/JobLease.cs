using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Keeps the job ours: renews every minute, and cancels the job when the service says that it is not.</summary>
internal sealed class JobLease(JobMessage job, RunServiceClient service, ScriptRunnerEnvironment environment)
{
    private static readonly TimeSpan UsualLife = TimeSpan.FromMinutes(10);

    private DateTimeOffset heldUntil;

    /// <summary>Renews for the first time; the job must not start before.</summary>
    /// <returns>Whether the job is ours.</returns>
    public async Task<bool> TakeAsync(CancellationToken cancel)
    {
        var timings = environment.Timings;
        try
        {
            await new Retry(environment.Time, timings.RequestRetry, timings.RequestAttempts)
                .RunAsync(() => RenewAsync(cancel), cancel)
                .ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (IsRefusal(e) || Retry.MayPass(e) || e is ServiceException or InvalidDataException)
        {
            environment.WriteLine($"The job could not be started, its lease was not granted: {e.Message}");
            return false;
        }
    }

    /// <summary>Renews until cancelled.</summary>
    public async Task KeepAsync(JobSignals signals, CancellationToken cancel)
    {
        try
        {
            for (var failures = 0; ; )
            {
                var pause =
                    failures == 0
                        ? environment.Timings.Renew
                        : Retry.Pause(environment.Timings.RequestRetry, TimeSpan.FromSeconds(15), failures);
                await Task.Delay(pause, environment.Time, cancel).ConfigureAwait(false);
                try
                {
                    await RenewAsync(cancel).ConfigureAwait(false);
                    failures = 0;
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancel.IsCancellationRequested)
                {
                    failures++;
                    if (IsRefusal(e) || environment.Time.GetUtcNow() >= heldUntil)
                    {
                        environment.WriteLine($"The job is not this runner's any more: {e.Message}");
                        signals.LoseLease();
                        return;
                    }
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The job has ended.
        }
    }

    private static bool IsRefusal(Exception e) => e is ServiceException s && s.IsRunService(404);

    private async Task RenewAsync(CancellationToken cancel) =>
        heldUntil =
            await service.RenewAsync(job.PlanId, job.JobId, cancel).ConfigureAwait(false)
            ?? environment.Time.GetUtcNow() + UsualLife;
}
