using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Removal;
using Deskrun.RunnerContract.Secrets;
using Kar.Finding;
using Kar.Running;
using Kar.Telling;

namespace Kar.Ending;

/// <summary>Removes what a run made: DELETE first, then wait until it is gone, all within the cleanup time-out.</summary>
internal sealed class Cleanup(KubeClient client, RunPlan plan, Identity identity, RunLog log, TimeProvider time)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _lastLook = TimeSpan.FromSeconds(5);

    /// <summary>Removes everything.</summary>
    /// <param name="follower">What still watches the instance.</param>
    /// <param name="uid">The instance's uid, so that nobody else's instance of the same name is deleted.</param>
    /// <param name="patience">The cleanup time-out.</param>
    /// <returns>What is left, with the command that removes it; empty when all is gone.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(RunFollower follower, string? uid, CancellationToken patience)
    {
        List<string> left = [];
        var accepted =
            follower.IsGone
            || await DeleteAsync(plan.Instances, identity.Runner, new DeleteOptions { Uid = uid }, patience);
        if (
            plan.Secret.Kind == SecretRouteKind.Own
            && !await DeleteAsync(WellKnown.Secrets, plan.Secret.Name, null, patience)
        )
        {
            left.Add(InstanceRemoval.Delete(WellKnown.Secrets, identity.Namespace, plan.Secret.Name));
        }

        if (!accepted || !await WaitAsync(follower, patience))
        {
            left.Add(await RemainsAsync(follower.Instance));
        }

        return left;
    }

    /// <summary>How to remove an instance that does not go; a plain delete waits for ever when its graph is gone.</summary>
    private async Task<string> RemainsAsync(JsonObject instance)
    {
        var plain = InstanceRemoval.Delete(plan.Instances, identity.Namespace, identity.Runner);
        if (!InstanceRemoval.IsHeld(instance))
        {
            return plain;
        }

        try
        {
            using var patience = new CancellationTokenSource(_lastLook, time);
            var graph = await client.FindAsync(GraphFinder.Graphs, null, plan.Graph.Name, patience.Token);
            if (graph is not null && graph.Text("metadata", "deletionTimestamp") is null)
            {
                return plain;
            }

            log.Warn($"the graph {plan.Graph.Name} is gone, so that KRO removes nothing of this instance");
            return InstanceRemoval.WithoutGraph(plan.Instances, instance);
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException or OperationCanceledException)
        {
            return plain;
        }
    }

    private async Task<bool> WaitAsync(RunFollower follower, CancellationToken patience)
    {
        try
        {
            return await follower.WaitGoneAsync(patience);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception e) when (e is KubeException or KubeConnectionException)
        {
            log.Warn($"whether the instance is gone cannot be seen: {e.Message}");
            return false;
        }
    }

    private async Task<bool> DeleteAsync(
        ResourceKind kind,
        string name,
        DeleteOptions? options,
        CancellationToken patience
    )
    {
        while (!patience.IsCancellationRequested)
        {
            try
            {
                await client.DeleteAsync(kind, identity.Namespace, name, options, patience);
                return true;
            }
            catch (KubeException e) when (e.Conflict)
            {
                // Another object has taken the name: ours is gone.
                return true;
            }
            catch (KubeException e) when (e.Forbidden || e.Invalid)
            {
                log.Error($"{kind} {name} cannot be deleted: {e.Message}");
                return false;
            }
            catch (Exception e) when (e is KubeException or KubeConnectionException)
            {
                log.Warn($"deleting {kind} {name} failed, trying again: {e.Message}");
            }
            catch (OperationCanceledException)
            {
                return false;
            }

            await PauseAsync(patience);
        }

        return false;
    }

    private async Task PauseAsync(CancellationToken patience)
    {
        try
        {
            await Task.Delay(_pause, time, patience);
        }
        catch (OperationCanceledException)
        {
            // The caller asks the token.
        }
    }
}
