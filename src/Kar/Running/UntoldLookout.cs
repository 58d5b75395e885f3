using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Judging;

namespace Kar.Running;

/// <summary>
/// Looks at the compute when the status had told that it runs and now tells nothing. KRO drops what it cannot compute, so
/// that the deletion of a compute that KRO does not make again looks exactly like an edit of the graph.
/// </summary>
internal sealed class UntoldLookout(ComputeLook look, RunJudge judge, RunTelling telling, TimeProvider time)
{
    // A Job says nothing for a moment before its end, and an edited graph until KRO has taken it up.
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(30);
    private bool _isBlind = !look.IsPossible;
    private bool _isTold;
    private ListOptions? _selection;
    private DateTimeOffset? _looked;
    private DateTimeOffset _heard;

    /// <summary>When to look next; null when there is no need.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            if (_isBlind || _selection is null || !judge.IsUntold)
            {
                return null;
            }

            var settled = _heard + _settling;
            return _looked + _pause is { } again && again > settled ? again : settled;
        }
    }

    /// <summary>The instance was seen.</summary>
    public void Hear(JsonObject instance)
    {
        _selection = ChildWatch.Select(instance);
        _heard = time.GetUtcNow();
    }

    /// <summary>Looks, if it is time to.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (Next is not { } due || due > time.GetUtcNow())
        {
            return;
        }

        _looked = time.GetUtcNow();
        try
        {
            await look.LookAsync(_selection!, mustBeThere: true, cancellation);
            if (judge.IsUntold && !_isTold)
            {
                _isTold = true;
                telling.Warn(
                    "Untold",
                    $"the status tells no phase any more ({judge.Detail}); the compute is there and is looked at every {GoDuration.Format(_pause)}"
                );
            }
        }
        catch (KubeException e) when (e.Forbidden || e.NotFound)
        {
            _isBlind = true;
            telling.Warn(
                "Untold",
                $"the status tells no phase any more ({judge.Detail}), and the compute cannot be looked at: {e.Message}; "
                    + "'kar rbac' prints the right; without it only a time-out ends this run if nothing else does"
            );
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            telling.Log.Info($"whether the compute is still there cannot be read: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            // Told to stop: the caller sees that by itself.
        }
    }
}
