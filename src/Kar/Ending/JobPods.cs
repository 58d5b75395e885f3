using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Kar.Running;
using Kar.Telling;

namespace Kar.Ending;

/// <summary>
/// Reads how a failed batch Job really ended. A Job knows no exit code; its Pod does, and an outdated runner must not be
/// taken for a failed one. Nor does it tell that its Pod was deleted: it only says that it failed.
/// </summary>
internal sealed class JobPods(
    KubeClient client,
    RunPlan plan,
    string space,
    string runner,
    RunLog log,
    TimeProvider time
)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>The verdict as the Job's Pod tells it; the same one when nothing more can be known.</summary>
    /// <param name="verdict">The verdict so far.</param>
    /// <param name="compute">The compute's name as the status gives it, when it does.</param>
    /// <param name="selection">What selects the instance's children; null when KRO has not labelled it.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<Verdict> RefineAsync(
        Verdict verdict,
        string? compute,
        ListOptions? selection,
        CancellationToken cancellation
    )
    {
        if (verdict is not { Outcome: RunOutcome.Failed, ExitCode: null } || plan.Completion.Compute?.Kind != "Job")
        {
            return verdict;
        }

        using var end = new CancellationTokenSource(_patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, end.Token);
        try
        {
            var job = await FindAsync(selection, both.Token);
            var labels = (job?.Name() ?? compute) is { } name ? $"job-name={name}" : $"{ContractKeys.Runner}={runner}";
            var pods = await client.ListAsync(WellKnown.Pods, space, new ListOptions { Labels = labels }, both.Token);
            return JobEnd.Judge(verdict, job, pods.Items, plan.Contract);
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException or OperationCanceledException)
        {
            log.Info($"how the Job's Pod ended cannot be read: {e.Message}");
            return verdict;
        }
    }

    /// <summary>The Job; null when it cannot be read.</summary>
    private async Task<JsonObject?> FindAsync(ListOptions? selection, CancellationToken cancellation)
    {
        if (selection is null)
        {
            return null;
        }

        try
        {
            var found = await client.ListAsync(WellKnown.Jobs, space, selection, cancellation);
            return found.Items.FirstOrDefault(new ChildWatch(plan).IsCompute);
        }
        catch (KubeException e) when (e.Forbidden)
        {
            return null;
        }
    }
}
