using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Pools.Registration;

/// <summary>Registers runners in a scale set of an Actions service.</summary>
public sealed class GitHubRunnerRegistry(ScaleSetBinding scaleSet) : IRunnerRegistry
{
    private const string WorkFolder = "_work";

    /// <inheritdoc />
    public async Task<JitRunner> RegisterAsync(string runnerName, CancellationToken cancellation)
    {
        var id = await IdAsync(cancellation).ConfigureAwait(false);
        var jit = await scaleSet
            .Client.CreateJitRunnerAsync(id, runnerName, WorkFolder, cancellation)
            .ConfigureAwait(false);
        return new JitRunner(jit.Runner.Id, jit.Runner.Name, jit.EncodedJitConfig);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<RegisteredRunner>> ListAsync(CancellationToken cancellation)
    {
        var id = await IdAsync(cancellation).ConfigureAwait(false);
        var runners = await scaleSet.Client.ListRunnersAsync(id, cancellation).ConfigureAwait(false);

        // A service that does not say whether a runner is online gives no ground to end or to sweep it.
        return [.. runners.Select(r => new RegisteredRunner(r.Id, r.Name, r.IsOnline ?? true, r.IsBusy ?? false))];
    }

    /// <inheritdoc />
    public async Task<bool> KnowsAsync(string runnerName, CancellationToken cancellation) =>
        await scaleSet.Client.FindRunnerAsync(runnerName, cancellation).ConfigureAwait(false) is not null;

    /// <inheritdoc />
    public async Task<RemovalOutcome> RemoveAsync(int runnerId, CancellationToken cancellation) =>
        await scaleSet.Client.RemoveRunnerAsync(runnerId, cancellation).ConfigureAwait(false) is RunnerRemoval.Busy
            ? RemovalOutcome.Busy
            : RemovalOutcome.Removed;

    private async ValueTask<int> IdAsync(CancellationToken cancellation) =>
        scaleSet.Id is > 0 and var id ? id : await scaleSet.EnsureAsync(cancellation).ConfigureAwait(false);
}
