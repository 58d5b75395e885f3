using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;

namespace Kar.Running;

/// <summary>
/// Looks whether the graph still exists when its instance has been silent for long. KRO leaves the instances of a deleted
/// graph as they are, so that nothing would ever tell the end: from then on the compute itself is looked at.
/// </summary>
internal sealed class GraphLookout(
    KubeClient client,
    RunPlan plan,
    ComputeLook look,
    RunTelling telling,
    TimeSpan silence,
    TimeProvider time
)
{
    /// <summary>The silence after which to look, unless a setting says otherwise.</summary>
    public static readonly TimeSpan Standard = TimeSpan.FromHours(1);

    private static readonly TimeSpan _often = TimeSpan.FromMinutes(1);
    private bool _isOff =
        silence <= TimeSpan.Zero || plan.Completion.Source is not (CompletionSource.Status or CompletionSource.Ready);

    private bool _isGraphGone;
    private ListOptions? _selection;
    private DateTimeOffset _next = time.GetUtcNow() + silence;

    /// <summary>When to look next; null when never.</summary>
    public DateTimeOffset? Next => _isOff ? null : _next;

    /// <summary>The instance was seen: somebody still writes it.</summary>
    public void Hear(JsonObject instance)
    {
        _selection = ChildWatch.Select(instance);
        _isGraphGone = false;
        _next = time.GetUtcNow() + silence;
    }

    /// <summary>Looks, if it is time to.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (_isOff || _next > time.GetUtcNow())
        {
            return;
        }

        try
        {
            _isGraphGone = _isGraphGone || await IsGraphGoneAsync(cancellation);
            if (_isGraphGone)
            {
                if (!look.IsPossible || _selection is null)
                {
                    _isOff = true;
                    return;
                }

                await look.LookAsync(_selection, mustBeThere: false, cancellation);
            }
        }
        catch (KubeException e) when (e.Forbidden || e.NotFound)
        {
            _isOff = true;
            telling.Log.Warn($"only a time-out will end this run if nothing else does: {e.Message}");
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            telling.Log.Info($"whether anybody still follows the instance cannot be read: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the caller sees that by itself.
        }

        _next = time.GetUtcNow() + (_isGraphGone && _often < silence ? _often : silence);
    }

    private async Task<bool> IsGraphGoneAsync(CancellationToken cancellation)
    {
        var graph = await client.FindAsync(Finding.GraphFinder.Graphs, null, plan.Graph.Name, cancellation);
        if (graph is not null && graph.Text("metadata", "deletionTimestamp") is null)
        {
            return false;
        }

        var what = plan.Completion.Compute is { } compute
            ? $"its {compute.Kind} {compute.Id} is looked at every minute instead"
            : "nothing but a time-out will end this run";
        telling.Warn("GraphDeleted", $"{plan.Graph.Name} was deleted, and KRO follows the instance no more: {what}");
        return true;
    }
}
