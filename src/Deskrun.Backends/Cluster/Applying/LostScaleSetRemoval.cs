using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Applying.Waiting;
using Deskrun.Backends.Cluster.Moving;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>
/// Takes down the objects of a scale set that the service has lost, so that Helm can make them anew. Taking the number
/// off would let ARC register again, but what it made for the runners keeps the old number for good; and a runner that
/// nobody knows any more is held by a finalizer, because ARC takes the 404 for an error.
/// </summary>
internal sealed class LostScaleSetRemoval(ApplyWork work)
{
    /// <summary>ARC's finalizer of a runner until it is de-registered, which nothing is left of here.</summary>
    private const string Registration = "ephemeralrunner.actions.github.com/runner-registration-finalizer";

    /// <summary>Removes the set and returns when it is gone. Interrupted anywhere, the same call completes it.</summary>
    /// <param name="record">Our record of it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ApplyException">A runner of it has a job, or ARC does not take it down.</exception>
    public async Task RemoveAsync(ReleaseRecord record, CancellationToken cancellation)
    {
        var name = record.Release;
        await RefuseBusyAsync(name, cancellation);
        await new RecordBook(work, work.Namespace).WriteAsync(
            record with
            {
                State = ReleaseState.Applying,
            },
            cancellation
        );
        await work.Client.DeleteAsync(ArcKinds.RunnerSets, work.Namespace, name, cancellation: cancellation);
        await work.AfterStep($"scale set {name} deleted");
        var drain = new Drain(work, name, now: false)
        {
            AtEachLook = runners =>
                runners.Count > 0 ? FreeAsync(runners, cancellation) : ForgetAsync(name, cancellation),
        };
        await drain.WaitAsync(cancellation);
        await work.AfterStep($"scale set {name} gone");
    }

    private async Task RefuseBusyAsync(string name, CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={name}" };
        var all = await work.Client.ListAsync(ArcKinds.Runners, work.Namespace, options, cancellation);
        var busy = all.Items.Where(RunnerJobs.IsBusy).Select(each => each.Name()).ToList();
        if (busy.Count > 0)
        {
            throw new ApplyException(
                $"the service has lost the scale set {name}, and it can't be made anew while a job runs "
                    + $"({string.Join(", ", busy.Take(3))}{(busy.Count > 3 ? ", …" : "")}), which that would end; "
                    + "afterwards: deskrun up"
            );
        }
    }

    private async Task FreeAsync(IReadOnlyList<JsonObject> runners, CancellationToken cancellation)
    {
        foreach (var runner in runners.Where(each => !RunnerJobs.IsBusy(each)))
        {
            await work.Client.DeleteAsync(ArcKinds.Runners, work.Namespace, runner.Name()!, cancellation: cancellation);
            try
            {
                await Finalizers.TakeOffAsync(work, ArcKinds.Runners, runner, Registration, cancellation);
            }
            catch (KubeException changed) when (changed.Conflict)
            {
                // Somebody wrote it meanwhile; the next look takes it off.
            }
        }
    }

    /// <summary>
    /// Lets ARC end without the service. The number is the last thing to go: it proves to a next call, should this one be
    /// interrupted, that the service has lost the scale set and runners may be freed.
    /// </summary>
    private async Task ForgetAsync(string name, CancellationToken cancellation)
    {
        var options = new ListOptions { Labels = $"{ArcKinds.ScaleSetLabel}={name}" };
        var left = await work.Client.ListAsync(ArcKinds.EphemeralSets, work.Namespace, options, cancellation);
        if (
            left.Items.Count == 0
            && await GoneScaleSet.ForgetNumberAsync(work.Client, work.Namespace, name, cancellation)
        )
        {
            await work.AfterStep($"number of {name} forgotten");
        }
    }
}
