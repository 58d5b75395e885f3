using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;
using Kar.Telling;

namespace Kar.Running;

/// <summary>
/// Looks at the compute's Pods when a run does not begin, so that the log and the deadline's message name the cause. It
/// only explains; nothing is judged by it.
/// </summary>
internal sealed class WaitExplainer(
    KubeClient client,
    RunPlan plan,
    Identity identity,
    RunJudge judge,
    RunLog log,
    TimeProvider time
)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private TimeSpan _next = TimeSpan.FromSeconds(20);
    private bool _isOff = !(
        plan.Completion.Compute is { Kind: "Pod" or "Job" } && plan.Completion.Source != CompletionSource.None
    );

    /// <summary>The selector of the instance's children, once KRO has labelled the instance.</summary>
    public ListOptions? Selection { get; set; }

    /// <summary>When to look next; null when there is nothing to look at.</summary>
    public DateTimeOffset? Next(DateTimeOffset now) =>
        _isOff || judge.RunningSince is not null || Selection is null || IsWatchedAnyway ? null : _start + _next;

    /// <summary>Whether it is time to look.</summary>
    public bool IsDue(DateTimeOffset now) => Next(now) <= now;

    /// <summary>Looks once.</summary>
    public async Task ExplainAsync(CancellationToken cancellation)
    {
        _next =
            time.GetUtcNow()
            - _start
            + (_next < TimeSpan.FromMinutes(1) ? TimeSpan.FromSeconds(40) : TimeSpan.FromMinutes(2));
        if (_isOff || Selection is null || IsWatchedAnyway)
        {
            return;
        }

        try
        {
            var isJob = plan.Completion.Compute!.Kind == "Job";
            var selection =
                !isJob ? Selection
                : judge.Compute is { } job ? new ListOptions { Labels = $"job-name={job}" }
                : new ListOptions { Labels = $"{ContractKeys.Runner}={identity.Runner}" };
            foreach (
                var pod in (await client.ListAsync(WellKnown.Pods, identity.Namespace, selection, cancellation)).Items
            )
            {
                judge.Explain(pod);
            }
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            _isOff = true;
            log.Info($"why the compute waits cannot be read: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the caller sees that by itself.
        }
    }

    private bool IsWatchedAnyway => plan.Completion is { Source: CompletionSource.Child, Compute.Kind: "Pod" };
}
