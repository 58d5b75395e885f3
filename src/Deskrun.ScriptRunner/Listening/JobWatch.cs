using Deskrun.ScriptRunner.Jobs;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Listens for cancellation while a job runs.</summary>
internal sealed class JobWatch(MessageSource messages, JobMessage job, ScriptRunnerEnvironment environment)
{
    /// <summary>Listens until cancelled. Losing the broker does not end a job: its lease decides.</summary>
    /// <param name="signals">How the job is told.</param>
    /// <param name="shutdown">How the runner is told to go.</param>
    /// <param name="cancel">The job has ended.</param>
    public async Task RunAsync(JobSignals signals, Action shutdown, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                var message = await messages.NextAsync(busy: true, cancel).ConfigureAwait(false);
                if (message.Is(BrokerMessage.Shutdown))
                {
                    environment.WriteLine("The service tells the runner to shut down.");
                    shutdown();
                }
                else if (
                    message.Is(BrokerMessage.JobCancellation)
                    && CancelOrder.Read(message.Body) is { } order
                    && order.JobId.Equals(job.JobId, StringComparison.OrdinalIgnoreCase)
                )
                {
                    environment.WriteLine("The job is cancelled.");
                    signals.Cancel();
                    _ = KillLaterAsync(signals, order.Timeout, cancel);
                }
            }
        }
        catch (RunnerExit e)
        {
            environment.WriteLine($"{e.Message} The job goes on without messages.");
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The job has ended.
        }
    }

    private async Task KillLaterAsync(JobSignals signals, TimeSpan timeout, CancellationToken cancel)
    {
        try
        {
            await Task.Delay(timeout - environment.Timings.KillBeforeCancelTimeout, environment.Time, cancel)
                .ConfigureAwait(false);
            signals.Kill();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The job has ended in time.
        }
    }
}
