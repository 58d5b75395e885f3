using System.Runtime.CompilerServices;
using Deskrun.Pools.Drivers;

namespace Deskrun.Pools.Tests.Doubles;

/// <summary>A driver whose runners exist in memory only. It keeps the contract of all drivers; tests make it fail.</summary>
internal sealed class MemoryDriver(TimeProvider time) : IRunnerDriver
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = [];

    public string Name => "memory";

    /// <summary>What the next starts do instead; null starts.</summary>
    public Func<RunnerStart, CancellationToken, Task>? BeforeStart { get; set; }

    /// <summary>What each stop does first; null stops.</summary>
    public Func<RunnerInstance, Task>? BeforeStop { get; set; }

    public List<RunnerStart> Starts { get; } = [];

    public List<(string Runner, TimeSpan Grace)> Stops { get; } = [];

    /// <summary>The runners that were told to have a job.</summary>
    public List<string> Busy { get; } = [];

    public IReadOnlyList<string> Alive
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.Where(e => !e.Exit.Task.IsCompleted).Select(e => e.Instance.Name).Order()];
            }
        }
    }

    public async Task<RunnerInstance> StartAsync(RunnerStart start, CancellationToken cancellation)
    {
        if (BeforeStart is { } before)
        {
            await before(start, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        lock (gate)
        {
            Starts.Add(start);
            var instance = new RunnerInstance
            {
                Name = start.Name,
                ScaleSet = start.ScaleSet,
                Owner = start.Owner,
                RunnerId = start.RunnerId,
                Handle = $"memory {Starts.Count}",
                StartedAt = time.GetUtcNow(),
                IsAlive = true,
            };
            if (!entries.TryAdd(start.Name, new Entry(instance)))
            {
                throw new RunnerStartException($"{start.Name} is there already");
            }

            return instance;
        }
    }

    /// <summary>A runner of somebody else, such as a process that died.</summary>
    public RunnerInstance Plant(string name, string scaleSet, string owner, int runnerId, bool alive = true)
    {
        var instance = new RunnerInstance
        {
            Name = name,
            ScaleSet = scaleSet,
            Owner = owner,
            RunnerId = runnerId,
            IsAlive = alive,
        };
        lock (gate)
        {
            entries.Add(name, new Entry(instance));
            if (!alive)
            {
                entries[name].Exit.SetResult(null);
            }
        }

        return instance;
    }

    public Task<IReadOnlyList<RunnerInstance>> ListAsync(CancellationToken cancellation)
    {
        lock (gate)
        {
            IReadOnlyList<RunnerInstance> all =
            [
                .. entries.Values.Select(e =>
                    e.Exit.Task.IsCompleted
                        ? e.Instance with
                        {
                            IsAlive = false,
                            ExitCode = e.Exit.Task.Result,
                        }
                        : e.Instance
                ),
            ];
            return Task.FromResult(all);
        }
    }

    public void HasJob(RunnerInstance runner)
    {
        lock (gate)
        {
            Busy.Add(runner.Name);
        }
    }

    public async Task<int?> WaitAsync(RunnerInstance runner, CancellationToken cancellation)
    {
        Entry? entry;
        lock (gate)
        {
            entries.TryGetValue(runner.Name, out entry);
        }

        return entry is null ? runner.ExitCode : await entry.Exit.Task.WaitAsync(cancellation);
    }

    public async Task StopAsync(RunnerInstance runner, TimeSpan grace, CancellationToken cancellation)
    {
        if (BeforeStop is { } before)
        {
            await before(runner);
        }

        lock (gate)
        {
            Stops.Add((runner.Name, grace));
            if (entries.Remove(runner.Name, out var entry))
            {
                entry.Exit.TrySetResult(137);
            }
        }
    }

    public async IAsyncEnumerable<string> LogsAsync(
        RunnerInstance runner,
        bool follow,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        Entry? entry;
        lock (gate)
        {
            entries.TryGetValue(runner.Name, out entry);
        }

        if (entry is null)
        {
            yield break;
        }

        if (follow)
        {
            await entry.Exit.Task.WaitAsync(cancellation);
        }

        yield return $"{runner.Name} speaks";
    }

    /// <summary>The runner's program ends.</summary>
    public void End(string name, int? code)
    {
        TaskCompletionSource<int?> exit;
        lock (gate)
        {
            exit = entries[name].Exit;
        }

        exit.TrySetResult(code);
    }

    private sealed record Entry(RunnerInstance Instance)
    {
        public TaskCompletionSource<int?> Exit { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
