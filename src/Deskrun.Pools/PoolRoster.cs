using Deskrun.Pools.Lifecycle;

namespace Deskrun.Pools;

/// <summary>The runners of a pool and the tasks that attend to them.</summary>
internal sealed class PoolRoster
{
    private const int KeptEnds = 20;
    private readonly Lock gate = new();
    private readonly Dictionary<string, RunnerSlot> slots = new(StringComparer.Ordinal);
    private readonly HashSet<string> attended = new(StringComparer.Ordinal);
    private readonly HashSet<Task> lives = [];
    private readonly Queue<RunnerEnd> ends = [];

    internal void Add(RunnerSlot slot)
    {
        lock (gate)
        {
            slots.Add(slot.Name, slot);
            attended.Add(slot.Name);
        }
    }

    internal RunnerSlot? Find(string name)
    {
        lock (gate)
        {
            return slots.GetValueOrDefault(name);
        }
    }

    /// <summary>Whether somebody cares for this name, be it only to wipe the last of it.</summary>
    internal bool Attends(string name)
    {
        lock (gate)
        {
            return attended.Contains(name);
        }
    }

    internal void Ended(RunnerSlot slot, RunnerEnd end)
    {
        lock (gate)
        {
            slots.Remove(slot.Name);
            ends.Enqueue(end);
            if (ends.Count > KeptEnds)
            {
                ends.Dequeue();
            }
        }
    }

    /// <summary>The runners, oldest first.</summary>
    internal IReadOnlyList<RunnerSlot> All()
    {
        lock (gate)
        {
            return [.. slots.Values.OrderBy(slot => slot.BegunAt).ThenBy(slot => slot.Name, StringComparer.Ordinal)];
        }
    }

    internal IReadOnlyList<RunnerEnd> Ends()
    {
        lock (gate)
        {
            return [.. ends];
        }
    }

    /// <summary>Keeps a task in sight until it is done, so that a stop can wait for it.</summary>
    internal void Attend(string name, Task life)
    {
        lock (gate)
        {
            attended.Add(name);
            lives.Add(life);
        }

        _ = life.ContinueWith(
            done =>
            {
                lock (gate)
                {
                    attended.Remove(name);
                    lives.Remove(done);
                }
            },
            TaskScheduler.Default
        );
    }

    /// <summary>Completes when nothing is attended to any more.</summary>
    internal async Task EmptyAsync()
    {
        while (true)
        {
            Task[] open;
            lock (gate)
            {
                open = [.. lives.Where(life => !life.IsCompleted)];
            }

            if (open.Length == 0)
            {
                return;
            }

            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
