namespace Deskrun.ScriptRunner.Processes;

/// <summary>Runs a step's process, and ends it politely first when it is cancelled: SIGINT, SIGTERM, SIGKILL.</summary>
internal sealed class StepProcess(TimeProvider time, RunnerTimings timings, OrphanSweeper sweeper)
{
    /// <summary>Runs to the end.</summary>
    /// <param name="start">What to run.</param>
    /// <param name="onLine">Takes each line of output, never two at a time.</param>
    /// <param name="cancel">Ends the process in three stages.</param>
    /// <param name="kill">Ends it at once.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled; everything it started is gone.</exception>
    public async Task<int> RunAsync(
        ProcessStart start,
        Action<string> onLine,
        CancellationToken cancel,
        CancellationToken kill
    )
    {
        cancel.ThrowIfCancellationRequested();
        kill.ThrowIfCancellationRequested();
        using var process = ProcessGroup.Start(start);
        sweeper.Remember(process.Id);
        var pump = Task.Factory.StartNew(
            new OutputPump(process, onLine, time, timings.OutputAfterExit).Run,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, kill);
        await Task.WhenAny(pump, WhenCancelled(either.Token)).ConfigureAwait(false);
        if (!pump.IsCompleted)
        {
            await StopAsync(process, kill).ConfigureAwait(false);
        }

        var code = await pump.ConfigureAwait(false);
        if (either.IsCancellationRequested)
        {
            sweeper.KillGroup(process.Id);
            either.Token.ThrowIfCancellationRequested();
        }

        return code;
    }

    private async Task StopAsync(ProcessGroup process, CancellationToken kill)
    {
        if (!await EndsAfterAsync(NativeMethods.SigInt, timings.Interrupt).ConfigureAwait(false))
        {
            await EndsAfterAsync(NativeMethods.SigTerm, timings.Terminate).ConfigureAwait(false);
        }

        process.Signal(NativeMethods.SigKill);
        sweeper.KillGroup(process.Id);

        async Task<bool> EndsAfterAsync(int signal, TimeSpan grace)
        {
            if (kill.IsCancellationRequested)
            {
                return false;
            }

            process.Signal(signal);
            await Task.WhenAny(process.Ended, Task.Delay(grace, time, kill)).ConfigureAwait(false);
            return process.Ended.IsCompleted;
        }
    }

    private static async Task WhenCancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = token.Register(() => cancelled.TrySetResult()).ConfigureAwait(false);
        await cancelled.Task.ConfigureAwait(false);
    }
}
