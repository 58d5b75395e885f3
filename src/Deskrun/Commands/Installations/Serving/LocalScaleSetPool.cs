using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools;
using Deskrun.Pools.Lifecycle;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>A local pool with what it was made of.</summary>
internal sealed class LocalScaleSetPool(LocalPool pool, ActionsServiceClient client, ProcessDriver driver)
    : IScaleSetPool
{
    /// <inheritdoc />
    public ScaleSetStatus Status()
    {
        var now = pool.Status();
        return new ScaleSetStatus
        {
            Name = now.Pool.ScaleSet,
            Healthy = now.IsHealthy,
            LastPoll = now.Listener.LastGoodPoll,
            MinRunners = now.Pool.Limits.Min,
            MaxRunners = now.Pool.Limits.Max,
            Assigned = now.Pool.Assigned,
            Desired = now.Pool.Desired,
            Draining = now.Pool.IsClosed,
            Cause = now.BlockingCause,
            Warnings = pool.Warnings,
            LastTrouble = now.Pool.LastTrouble?.Text,
            LastTroubleAt = now.Pool.LastTrouble?.At,
            Runners = [.. now.Pool.Runners.Select(View)],
            RecentEnds = [.. now.Pool.RecentEnds.Select(View)],
        };
    }

    /// <inheritdoc />
    public Task DrainAsync(CancellationToken forced) => pool.StopAsync(forced);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await pool.DisposeAsync();
        client.Dispose();
        driver.Dispose();
    }

    private static RunnerView View(RunnerStatus runner) =>
        new(
            runner.Name,
            runner.Phase.ToString().ToLowerInvariant(),
            runner.Since,
            runner.Job?.JobId,
            runner.Job?.Name,
            runner.Job?.WorkflowRunId is > 0 and var run ? run : null
        );

    private static EndView View(RunnerEnd end) => new(end.Runner, Words(end.Kind), end.Reason, end.At, end.ExitCode);

    // The words are part of the documented JSON: an enum's renaming must not change them unseen.
    private static string Words(RunnerEndKind kind) =>
        kind switch
        {
            RunnerEndKind.JobDone => "job done",
            RunnerEndKind.NotNeeded => "not needed",
            RunnerEndKind.StartFailed => "start failed",
            RunnerEndKind.EndedWithoutJob => "ended without job",
            RunnerEndKind.NeverRegistered => "never registered",
            RunnerEndKind.TookNoJob => "took no job",
            RunnerEndKind.RanTooLong => "ran too long",
            RunnerEndKind.DidNotExit => "did not exit",
            RunnerEndKind.JobLost => "job lost",
            RunnerEndKind.Forced => "forced",
            _ => kind.ToString(),
        };
}
