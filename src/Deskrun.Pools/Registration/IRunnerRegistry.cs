namespace Deskrun.Pools.Registration;

/// <summary>The part of the Actions service that a pool needs for its runners: make, look up and remove registrations.</summary>
public interface IRunnerRegistry
{
    /// <summary>Registers a just-in-time runner. A name left over by one of ours is freed and used again.</summary>
    Task<JitRunner> RegisterAsync(string runnerName, CancellationToken cancellation);

    /// <summary>Every runner registered for this pool's scale set.</summary>
    Task<IReadOnlyList<RegisteredRunner>> ListAsync(CancellationToken cancellation);

    /// <summary>Whether a runner of this name is registered at all, be it for another scale set.</summary>
    Task<bool> KnowsAsync(string runnerName, CancellationToken cancellation);

    /// <summary>Removes a registration, unless the runner has a job.</summary>
    Task<RemovalOutcome> RemoveAsync(int runnerId, CancellationToken cancellation);
}

/// <summary>A fresh registration and its one-time secret.</summary>
/// <param name="RunnerId">The runner's number at the service.</param>
/// <param name="Name">Its name.</param>
/// <param name="JitConfig">The encoded JIT config. A secret.</param>
public sealed record JitRunner(int RunnerId, string Name, string JitConfig)
{
    /// <summary>Only the name: the record's own text would print the JIT config.</summary>
    public override string ToString() => $"JitRunner {{ Name = {Name} }}";
}

/// <summary>A runner as the service knows it.</summary>
public sealed record RegisteredRunner(int RunnerId, string Name, bool IsOnline, bool IsBusy);

/// <summary>How an attempt to remove a registration ended.</summary>
public enum RemovalOutcome
{
    /// <summary>It was removed, or was gone already.</summary>
    Removed,

    /// <summary>It has a job; ask again later.</summary>
    Busy,
}
