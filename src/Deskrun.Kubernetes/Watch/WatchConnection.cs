using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Kubernetes.Watch;

/// <summary>One open watch request.</summary>
internal sealed class WatchConnection : IDisposable
{
    private readonly HttpResponseMessage answer;
    private readonly WatchLines lines;
    private readonly CancellationTokenSource stalled;

    private WatchConnection(KubeCall call, HttpResponseMessage answer, Stream stream, CancellationTokenSource stalled)
    {
        Call = call;
        this.answer = answer;
        lines = new WatchLines(stream);
        this.stalled = stalled;
    }

    /// <summary>The request, for errors.</summary>
    public KubeCall Call { get; }

    public static async Task<WatchConnection> OpenAsync(
        KubeClient client,
        ResourceKind kind,
        string? space,
        WatchOptions options,
        string resourceVersion,
        TimeSpan renewal,
        CancellationToken cancellation
    )
    {
        var query =
            $"watch=1&allowWatchBookmarks=true&timeoutSeconds={Math.Max(1, (int)renewal.TotalSeconds)}"
            + $"&resourceVersion={Uri.EscapeDataString(resourceVersion)}&{KubeLister.Selection(options.Selection)}";
        var call = new KubeCall(HttpMethod.Get, $"{kind.Path(space)}?{query.TrimEnd('&')}")
        {
            Kind = kind,
            Space = space,
            Verb = "watch",
            Once = true,
        };
        var answer = await client.Sender.OpenAsync(call, cancellation);
        try
        {
            // The server ends the watch after its renewal time; a connection that outlives it is dead.
            var stalled = new CancellationTokenSource(renewal + options.StallGrace, client.Options.TimeProvider);
            return new WatchConnection(call, answer, await answer.Content.ReadAsStreamAsync(cancellation), stalled);
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>The next message; null if the server ended the watch.</summary>
    /// <exception cref="TimeoutException">The connection outlived its time in silence.</exception>
    public async Task<JsonObject?> NextAsync(CancellationToken cancellation)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stalled.Token, cancellation);
        try
        {
            return await lines.NextAsync(both.Token);
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException("the connection was silent beyond the time it was asked for", error);
        }
    }

    public void Dispose()
    {
        lines.Dispose();
        answer.Dispose();
        stalled.Dispose();
    }
}
