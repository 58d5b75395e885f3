using Deskrun.Backends.Cluster.Applying.Reading;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Applying;

/// <summary>Everything that is known about a cluster before anything is done to it.</summary>
/// <param name="Settings">What the user set about clusters.</param>
/// <param name="Acted">The installations that are acted on.</param>
/// <param name="Configured">The names of all installations of this cluster.</param>
/// <param name="Reading">What is in the cluster.</param>
/// <param name="Design">What should be there.</param>
/// <param name="Plan">The steps between.</param>
internal sealed record PreparedPlan(
    ClusterSettings Settings,
    IReadOnlyList<Installation> Acted,
    IReadOnlySet<string> Configured,
    ClusterReading Reading,
    ClusterDesign Design,
    ClusterPlan Plan
)
{
    /// <summary>Steps that change something.</summary>
    public int Changes => Plan.Steps.Count(step => step.Kind != PlanStepKind.Keep);

    /// <summary>Things that are right already.</summary>
    public int Kept => Plan.Steps.Count(step => step.Kind == PlanStepKind.Keep);

    /// <summary>Whether our controller gets another version while scale sets of ours are there.</summary>
    public bool ChangesVersion =>
        !Design.Controller.IsForeign
        && Reading.Found.Controller is { } there
        && there.Version != Design.Controller.Chart.Version
        && Reading.Records.Values.Any(each => each.Installation is not null);

    /// <summary>Whether an upgrade to this very version was interrupted before it changed the controller.</summary>
    public bool UpgradeWasInterrupted =>
        Reading.Records.GetValueOrDefault(ReleaseKeys.ControllerRelease)?.UpgradingTo
        == Design.Controller.Chart.Version;
}
