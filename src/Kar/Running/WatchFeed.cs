using System.Threading.Channels;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;
using Kar.Telling;

namespace Kar.Running;

/// <summary>Brings what several watches see into one queue, so that a run is judged by one reader.</summary>
internal sealed class WatchFeed(KubeClient client, RunLog log) : IAsyncDisposable
{
    private readonly Channel<RunSignal> _queue = Channel.CreateUnbounded<RunSignal>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _watches = [];

    /// <summary>The queue.</summary>
    public ChannelReader<RunSignal> Reader => _queue.Reader;

    /// <summary>Starts to watch.</summary>
    public void Start(bool ofInstance, ResourceKind kind, string space, ListOptions selection, JsonObject? since)
    {
        var options = new WatchOptions
        {
            Selection = selection,
            Since = since,
            OnTrouble = trouble =>
                log.Warn(
                    $"the watch of {kind} broke ({trouble.Cause}); the next try comes in {GoDuration.Format(trouble.Delay)}"
                ),
        };
        _watches.Add(FeedAsync(ofInstance, new KubeWatch(client, kind, space, options)));
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_watches);
        _end.Dispose();
    }

    private async Task FeedAsync(bool ofInstance, KubeWatch watch)
    {
        try
        {
            await foreach (var seen in watch.ReadAsync(_end.Token))
            {
                if (seen.Type != WatchEventType.Synced)
                {
                    _queue.Writer.TryWrite(new RunSignal(ofInstance, seen, null));
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested) { }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            _queue.Writer.TryWrite(new RunSignal(ofInstance, null, e));
        }
    }
}
