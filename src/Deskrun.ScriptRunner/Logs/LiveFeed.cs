using System.Net.WebSockets;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Logs;

/// <summary>Sends log lines live over a websocket, in batches (protocol reference, row 9). Failing costs the live view only.</summary>
internal sealed class LiveFeed : IAsyncDisposable
{
    private const int MostFailures = 5;

    private readonly Uri url;
    private readonly string token;
    private readonly TimeProvider time;
    private readonly RunnerTimings timings;
    private readonly FeedQueue queue = new();
    private readonly SemaphoreSlim wake = new(0, 1);
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource giveUp = new();
    private readonly Task loop;
    private ClientWebSocket? socket;
    private long? first;
    private volatile bool wanted;
    private bool begun;

    /// <summary>Starts; it connects when the first line has waited for a while.</summary>
    public LiveFeed(Uri url, string token, TimeProvider time, RunnerTimings timings)
    {
        this.url = url;
        this.token = token;
        this.time = time;
        this.timings = timings;
        loop = Task.Run(LoopAsync);
    }

    /// <summary>Why there is no live view (any more), or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Adds a line, numbered from 1 within its step.</summary>
    public void Add(Guid step, long number, string text)
    {
        first ??= time.GetTimestamp();
        queue.Add(step, number, text);
        if (wake.CurrentCount == 0)
        {
            try
            {
                wake.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another line woke the sender at the same moment.
            }
        }
    }

    /// <summary>Sends what is left and closes.</summary>
    /// <param name="onlyWitness">The lines are nowhere else, so they are sent however short the job was.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task FinishAsync(bool onlyWitness, CancellationToken cancel)
    {
        wanted = onlyWitness;
        await using var registration = cancel.Register(giveUp.Cancel).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await giveUp.CancelAsync().ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        await loop.ConfigureAwait(false);
        socket?.Dispose();
        stop.Dispose();
        giveUp.Dispose();
        wake.Dispose();
    }

    private async Task LoopAsync()
    {
        var failures = 0;
        for (var last = false; !last; )
        {
            last = await WaitAsync().ConfigureAwait(false);
            if (last && !begun && !wanted && (first is not { } at || time.GetElapsedTime(at) < timings.FeedFirst))
            {
                // The whole job was over before anybody could have looked: the uploaded logs show it.
                return;
            }

            begun = true;
            while (failures < MostFailures && !giveUp.IsCancellationRequested && queue.Take() is { } batch)
            {
                failures = await SendAsync(batch).ConfigureAwait(false) ? 0 : failures + 1;
            }
        }

        await CloseAsync().ConfigureAwait(false);
    }

    // True when nothing more will come.
    private async Task<bool> WaitAsync()
    {
        try
        {
            await wake.WaitAsync(stop.Token).ConfigureAwait(false);
            await Task.Delay(begun ? timings.FeedBatch : timings.FeedFirst, time, stop.Token).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private async Task<bool> SendAsync(FeedWire batch)
    {
        var message = batch.ToUtf8();
        using var deadline = new CancellationTokenSource(timings.Request, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, deadline.Token);
        try
        {
            var open = await ConnectedAsync(both.Token).ConfigureAwait(false);
            await open.SendAsync(message, WebSocketMessageType.Text, true, both.Token).ConfigureAwait(false);
            Failure = null;
            return true;
        }
        catch (Exception e)
            when (e is WebSocketException or OperationCanceledException or IOException or HttpRequestException)
        {
            Failure = e;
            socket?.Dispose();
            socket = null;
            return false;
        }
    }

    private async Task<ClientWebSocket> ConnectedAsync(CancellationToken cancel)
    {
        if (socket is { State: WebSocketState.Open } open)
        {
            return open;
        }

        socket?.Dispose();
        socket = new ClientWebSocket();
        socket.Options.Proxy = null;
        socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        socket.Options.SetRequestHeader("User-Agent", RunnerVersion.UserAgent);
        await socket.ConnectAsync(url, cancel).ConfigureAwait(false);
        return socket;
    }

    private async Task CloseAsync()
    {
        if (socket is not { State: WebSocketState.Open } open)
        {
            return;
        }

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(giveUp.Token, deadline.Token);
        try
        {
            await open.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, both.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            Failure = e;
        }
    }
}
