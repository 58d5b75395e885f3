using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Watch;

/// <summary>The running state of one watch, advanced step by step: list, open, read, recover.</summary>
internal sealed class WatchRun : IDisposable
{
    private readonly KubeClient client;
    private readonly ResourceKind kind;
    private readonly string? space;
    private readonly WatchOptions options;
    private readonly Func<double> random;
    private readonly TimeProvider timeProvider;
    private readonly WatchPace pace;
    private readonly KnownObjects known = new();
    private string? resourceVersion;
    private WatchConnection? connection;
    private bool worked;
    private long? refusedSince;

    public WatchRun(KubeClient client, ResourceKind kind, string? space, WatchOptions options, Func<double> random)
    {
        (this.client, this.kind, this.space, this.options, this.random) = (client, kind, space, options, random);
        timeProvider = client.Options.TimeProvider;
        pace = new WatchPace(timeProvider, random);
        if (options.Since is { } since)
        {
            known.Assume(since);
            resourceVersion = since.ResourceVersion();
            worked = true;
        }
    }

    /// <summary>Does the next thing; returns what the reader must be told of it, which may be nothing.</summary>
    public async Task<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation)
    {
        try
        {
            return resourceVersion is null ? await ListAsync(cancellation)
                : connection is null ? await OpenAsync(resourceVersion, cancellation)
                : await ReadAsync(connection, cancellation);
        }
        catch (Exception error) when (IsTrouble(error))
        {
            cancellation.ThrowIfCancellationRequested();
            Close();
            await RecoverAsync(error, cancellation);
            return [];
        }
    }

    public void Dispose() => Close();

    private async Task<IReadOnlyList<WatchEvent>> ListAsync(CancellationToken cancellation)
    {
        var chunk = client.Options.ListChunk;
        var list = await KubeLister.ListAsync(
            client.Sender,
            kind,
            space,
            options.Selection,
            chunk,
            once: true,
            cancellation
        );
        Success();
        resourceVersion = list.ResourceVersion;
        return [.. known.Take(list.Items), new WatchEvent(WatchEventType.Synced, null)];
    }

    private async Task<IReadOnlyList<WatchEvent>> OpenAsync(string from, CancellationToken cancellation)
    {
        // Many watches begun together shall not all be renewed together.
        var renewal = options.Renewal * (1 - (0.1 * random()));
        connection = await WatchConnection.OpenAsync(client, kind, space, options, from, renewal, cancellation);
        refusedSince = null;
        worked = true;
        return [];
    }

    private async Task<IReadOnlyList<WatchEvent>> ReadAsync(WatchConnection open, CancellationToken cancellation)
    {
        if (await open.NextAsync(cancellation) is not { } message)
        {
            Close();
            await PauseAsync(pace.AfterEnd(), "the server closed the watch soon after it began", null, cancellation);
            return [];
        }

        var item = message.At("object") as JsonObject;
        var type = message.Text("type") ?? "";
        if (type == "ERROR" || item is null)
        {
            throw client.Sender.Failures.OfWatch(open.Call, item);
        }

        Success();
        resourceVersion = item.ResourceVersion() ?? resourceVersion;
        message.Remove("object");
        return type == "BOOKMARK" ? [] : [.. known.Take(type, item)];
    }

    private async Task RecoverAsync(Exception error, CancellationToken cancellation)
    {
        if (error is KubeException refused)
        {
            if (LostPlace(refused))
            {
                resourceVersion = null;
                await PauseAsync(pace.AfterEnd(), refused.Message, error, cancellation);
                return;
            }

            GiveUpIfFinal(refused, refused.Invalid, refused.Unauthorized || refused.Forbidden || refused.NotFound);
        }
        else if (error is KubeConnectionException)
        {
            GiveUpIfFinal(error, final: false, refusal: true);
        }

        var asked = (error as KubeException)?.RetryAfter;
        await PauseAsync(pace.AfterFailure(asked), error.Message, error, cancellation);
    }

    private void GiveUpIfFinal(Exception error, bool final, bool refusal)
    {
        refusedSince = refusal ? refusedSince ?? timeProvider.GetTimestamp() : null;
        var tooLong =
            refusedSince is { } since && (!worked || timeProvider.GetElapsedTime(since) >= options.RefusalPatience);
        if (final || tooLong)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
        }
    }

    private async Task PauseAsync(TimeSpan delay, string cause, Exception? error, CancellationToken cancellation)
    {
        if (delay <= TimeSpan.Zero)
        {
            return;
        }

        options.OnTrouble?.Invoke(new WatchTrouble(cause, error, pace.Failures, delay));
        await Task.Delay(delay, timeProvider, cancellation);
    }

    private void Success()
    {
        worked = true;
        refusedSince = null;
        pace.Worked();
    }

    private void Close()
    {
        connection?.Dispose();
        connection = null;
    }

    // Besides 410 a server that was set back (restored from a backup) says that our version lies in its future.
    private static bool LostPlace(KubeException error) =>
        error.Expired
        || error.Reason is "Expired" or "Gone"
        || error.ServerMessage.Contains("Too large resource version", StringComparison.OrdinalIgnoreCase);

    private static bool IsTrouble(Exception error) =>
        error
            is KubeException
                or KubeConnectionException
                or IOException
                or HttpRequestException
                or TimeoutException
                or JsonException;
}
