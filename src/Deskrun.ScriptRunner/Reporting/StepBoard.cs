using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Reporting;

/// <summary>Tells the service about steps soon after they change, several changes in one request.</summary>
internal sealed class StepBoard : IAsyncDisposable
{
    private readonly ResultsClient? results;
    private readonly TimeProvider time;
    private readonly TimeSpan pause;
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, StepReport> dirty = [];
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private long order;

    /// <summary>Starts reporting; without a results service nothing is sent.</summary>
    public StepBoard(ResultsClient? results, TimeProvider time, TimeSpan pause)
    {
        this.results = results;
        this.time = time;
        this.pause = pause;
        loop = results is null ? Task.CompletedTask : Task.Run(LoopAsync);
    }

    /// <summary>The last failure to report, or null when the last report arrived.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Notes that a step changed.</summary>
    public void Changed(StepReport report)
    {
        if (results is null)
        {
            return;
        }

        lock (gate)
        {
            dirty[report.Head.Id] = report;
        }

        Wake();
    }

    /// <summary>Stops the loop and sends what is left.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        await SendAsync(cancel).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        stop.Dispose();
        wake.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await wake.WaitAsync(stop.Token).ConfigureAwait(false);
                await SendAsync(stop.Token).ConfigureAwait(false);
                await Task.Delay(Failure is null ? pause : 5 * pause, time, stop.Token).ConfigureAwait(false);
                Wake();
            }
        }
        catch (OperationCanceledException)
        {
            // FinishAsync sends the rest.
        }
    }

    private async Task SendAsync(CancellationToken cancel)
    {
        StepReport[] changed;
        lock (gate)
        {
            changed = [.. dirty.Values];
            dirty.Clear();
        }

        if (changed.Length == 0 || results is null)
        {
            return;
        }

        try
        {
            var updates = changed.Select(c => c.ToUpdate()).OrderBy(u => u.Number).ToArray();
            await results.UpdateStepsAsync(updates, ++order, cancel).ConfigureAwait(false);
            Failure = null;
        }
        catch (Exception e)
            when (e is HttpRequestException or TimeoutException or ServiceException or InvalidDataException)
        {
            // A report that got lost is made again with the next change; completejob carries the final state.
            Failure = e;
            PutBack(changed);
        }
        catch (OperationCanceledException)
        {
            PutBack(changed);
            throw;
        }
    }

    private void Wake()
    {
        lock (gate)
        {
            if (dirty.Count > 0 && wake.CurrentCount == 0)
            {
                wake.Release();
            }
        }
    }

    private void PutBack(StepReport[] reports)
    {
        lock (gate)
        {
            foreach (var report in reports)
            {
                dirty[report.Head.Id] = report;
            }
        }
    }
}
