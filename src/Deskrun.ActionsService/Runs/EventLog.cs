using System.Runtime.CompilerServices;

namespace Deskrun.ActionsService.Runs;

/// <summary>Everything that happened in a run, for any number of readers. Log lines are kept on disk, not here.</summary>
internal sealed class EventLog
{
    private readonly Lock gate = new();
    private readonly List<RunEvent> events = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool complete;

    public void Append(RunEvent item)
    {
        TaskCompletionSource waiters;
        lock (gate)
        {
            if (complete)
            {
                return;
            }

            events.Add(item);
            complete = item is RunCompleted;
            waiters = changed;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiters.TrySetResult();
    }

    /// <summary>All events from the first one on, then those to come, until the run has ended.</summary>
    public async IAsyncEnumerable<RunEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var next = 0; ; )
        {
            RunEvent? item = null;
            Task wait;
            lock (gate)
            {
                wait = changed.Task;
                if (next < events.Count)
                {
                    item = events[next++];
                }
                else if (complete)
                {
                    yield break;
                }
            }

            if (item is null)
            {
                await wait.WaitAsync(cancellation);
            }
            else
            {
                yield return item is StoredLogLines stored ? stored.Load() : item;
            }
        }
    }
}
