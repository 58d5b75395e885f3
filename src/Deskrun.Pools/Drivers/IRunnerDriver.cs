namespace Deskrun.Pools.Drivers;

/// <summary>Starts, lists and stops runners in one kind of place. All state is read back from the place itself.</summary>
public interface IRunnerDriver
{
    /// <summary>The kind of place in one word, for people and labels: <c>process</c>, <c>docker</c> …</summary>
    string Name { get; }

    /// <summary>Starts one runner and returns as soon as its compute exists; it does not wait for registration.</summary>
    /// <exception cref="RunnerStartException">The compute could not be made; nothing of it is left.</exception>
    Task<RunnerInstance> StartAsync(RunnerStart start, CancellationToken cancellation);

    /// <summary>Every runner of this place that carries our marker, whoever started it, ended ones included until they are removed.</summary>
    Task<IReadOnlyList<RunnerInstance>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// Tells that a runner has got its job, so that those that are still starting may go first. Returns at once, and is
    /// best effort.
    /// </summary>
    void HasJob(RunnerInstance runner);

    /// <summary>Waits until the runner's program has ended by itself or was stopped.</summary>
    /// <returns>Its exit code; null when nobody saw it (it was started by a process that died meanwhile).</returns>
    Task<int?> WaitAsync(RunnerInstance runner, CancellationToken cancellation);

    /// <summary>
    /// Ends a runner's whole compute (gracefully within <paramref name="grace"/>, then by force) and removes everything
    /// of it, secrets included. Stopping what is gone is no error.
    /// </summary>
    Task StopAsync(RunnerInstance runner, TimeSpan grace, CancellationToken cancellation);

    /// <summary>What the runner program itself wrote, oldest first; ends with the runner when <paramref name="follow"/> is set.</summary>
    IAsyncEnumerable<string> LogsAsync(RunnerInstance runner, bool follow, CancellationToken cancellation);
}
