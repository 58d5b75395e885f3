using System.Collections.Concurrent;
using Deskrun.Pools.Registration;

namespace Deskrun.Pools.Tests.Doubles;

/// <summary>The registrations of a service, in memory.</summary>
internal sealed class MemoryRegistry : IRunnerRegistry
{
    private readonly ConcurrentDictionary<int, RegisteredRunner> runners = new();
    private int lastId;

    public ConcurrentQueue<int> Removals { get; } = [];

    /// <summary>Thrown by every call while set.</summary>
    public Exception? Failure { get; set; }

    public Func<CancellationToken, Task>? BeforeRegister { get; set; }

    public IReadOnlyCollection<RegisteredRunner> Runners => [.. runners.Values.OrderBy(r => r.RunnerId)];

    public async Task<JitRunner> RegisterAsync(string runnerName, CancellationToken cancellation)
    {
        if (BeforeRegister is { } before)
        {
            await before(cancellation);
        }

        Fail();
        var id = Interlocked.Increment(ref lastId);
        runners[id] = new RegisteredRunner(id, runnerName, false, false);
        return new JitRunner(id, runnerName, $"secret of {runnerName}");
    }

    public Task<IReadOnlyList<RegisteredRunner>> ListAsync(CancellationToken cancellation)
    {
        Fail();
        return Task.FromResult<IReadOnlyList<RegisteredRunner>>([.. Runners]);
    }

    public Task<bool> KnowsAsync(string runnerName, CancellationToken cancellation)
    {
        Fail();
        return Task.FromResult(Runners.Any(r => r.Name == runnerName));
    }

    public Task<RemovalOutcome> RemoveAsync(int runnerId, CancellationToken cancellation)
    {
        Fail();
        Removals.Enqueue(runnerId);
        if (runners.TryGetValue(runnerId, out var runner) && runner.IsBusy)
        {
            return Task.FromResult(RemovalOutcome.Busy);
        }

        runners.TryRemove(runnerId, out _);
        return Task.FromResult(RemovalOutcome.Removed);
    }

    public void Plant(int id, string name, bool online = false, bool busy = false) =>
        runners[id] = new RegisteredRunner(id, name, online, busy);

    public void Set(string name, bool online, bool busy)
    {
        var runner = Runners.Single(r => r.Name == name);
        runners[runner.RunnerId] = runner with { IsOnline = online, IsBusy = busy };
    }

    public void Forget(string name)
    {
        foreach (var runner in Runners.Where(r => r.Name == name))
        {
            runners.TryRemove(runner.RunnerId, out _);
        }
    }

    private void Fail()
    {
        if (Failure is { } failure)
        {
            throw failure;
        }
    }
}
