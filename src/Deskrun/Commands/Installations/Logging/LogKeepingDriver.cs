using Deskrun.Pools.Drivers;

namespace Deskrun.Commands.Installations.Logging;

/// <summary>A driver that keeps what a runner wrote before its compute is removed.</summary>
internal sealed class LogKeepingDriver(IRunnerDriver inner, KeptLogs logs) : IRunnerDriver
{
    /// <inheritdoc />
    public string Name => inner.Name;

    /// <inheritdoc />
    public Task<RunnerInstance> StartAsync(RunnerStart start, CancellationToken cancellation) =>
        inner.StartAsync(start, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<RunnerInstance>> ListAsync(CancellationToken cancellation) =>
        inner.ListAsync(cancellation);

    /// <inheritdoc />
    public void HasJob(RunnerInstance runner) => inner.HasJob(runner);

    /// <inheritdoc />
    public Task<int?> WaitAsync(RunnerInstance runner, CancellationToken cancellation) =>
        inner.WaitAsync(runner, cancellation);

    /// <inheritdoc />
    public async Task StopAsync(RunnerInstance runner, TimeSpan grace, CancellationToken cancellation)
    {
        try
        {
            await logs.KeepAsync(runner.Name, inner.LogsAsync(runner, follow: false, cancellation), cancellation);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            // A log that can't be kept must not keep the runner.
        }

        await inner.StopAsync(runner, grace, cancellation);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<string> LogsAsync(RunnerInstance runner, bool follow, CancellationToken cancellation) =>
        inner.LogsAsync(runner, follow, cancellation);
}
