using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Applying.Records;
using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>The way back from an upgrade whose controller came up and whose scale sets did not.</summary>
/// <param name="work">What to act with.</param>
/// <param name="before">What was there before the upgrade.</param>
public sealed class UpgradeReturn(ApplyWork work, ClusterReading before)
{
    /// <summary>Whether there is a controller to go back to.</summary>
    public bool IsPossible => Revision is not null && Record is { State: ReleaseState.Applied };

    private ReleaseRecord? Record => before.Records.GetValueOrDefault(ReleaseKeys.ControllerRelease);

    private int? Revision =>
        before
            .Revisions.Where(each => each.Release == ReleaseKeys.ControllerRelease && each.Status == "deployed")
            .Select(each => (int?)each.Number)
            .Max();

    /// <summary>
    /// Takes the new scale sets down while their controller still runs, and brings the former controller back. The CRDs
    /// stay new: they can't be taken back without the objects.
    /// </summary>
    /// <param name="design">What is there now, of the new version.</param>
    /// <param name="reading">What is there now.</param>
    /// <param name="now">Ends running jobs instead of waiting for them.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ApplyException">A scale set does not go, or the controller does not come up.</exception>
    /// <exception cref="Helm.HelmException">Helm can't bring the controller back.</exception>
    public async Task RunAsync(ClusterDesign design, ClusterReading reading, bool now, CancellationToken cancellation)
    {
        if (Record is not { } record || Revision is not { } revision)
        {
            throw new InvalidOperationException("there is nothing to go back to");
        }

        await new ClusterUpgrade(work, design, reading).DrainAsync(now, cancellation);
        var controller = design.Controller;
        await new ReleaseApplier(work, controller.Name, controller.Namespace, controller.Chart).GoBackAsync(
            revision,
            record,
            cancellation
        );
    }
}
