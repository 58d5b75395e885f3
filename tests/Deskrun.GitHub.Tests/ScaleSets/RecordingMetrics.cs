using System.Collections.Concurrent;
using System.Threading.Channels;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;

namespace Deskrun.GitHub.Tests.ScaleSets;

/// <summary>Hooks that write down, and let a test wait for a state or for an acknowledged message.</summary>
public sealed class RecordingMetrics : IListenerMetrics
{
    private readonly Channel<long> _handled = Channel.CreateUnbounded<long>();
    private readonly Channel<ListenerStatus> _statuses = Channel.CreateUnbounded<ListenerStatus>();

    public ConcurrentQueue<string> Skips { get; } = new();

    public ConcurrentQueue<string> Problems { get; } = new();

    public ConcurrentQueue<(int Requested, int Acquired)> Acquisitions { get; } = new();

    public ConcurrentQueue<bool> Polls { get; } = new();

    public void StatusChanged(ListenerStatus status) => _statuses.Writer.TryWrite(status);

    public void PollCompleted(TimeSpan duration, bool empty) => Polls.Enqueue(empty);

    public void MessageHandled(ScaleSetMessage message, TimeSpan duration) => _handled.Writer.TryWrite(message.Id);

    public void Skipped(string what) => Skips.Enqueue(what);

    public void JobsAcquired(int requested, int acquired) => Acquisitions.Enqueue((requested, acquired));

    public void Problem(string what, Exception? cause) => Problems.Enqueue(what);

    public async Task<long> HandledAsync() => await _handled.Reader.ReadAsync(Wish.Deadline);

    public async Task<ListenerStatus> UntilAsync(ListenerState state)
    {
        while (true)
        {
            var status = await _statuses.Reader.ReadAsync(Wish.Deadline);
            if (status.State == state)
            {
                return status;
            }
        }
    }
}
