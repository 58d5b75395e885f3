using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Installations.Planning;

namespace Deskrun.Backends.Cluster.Arc;

/// <summary>Everything from which one scale set's Pod template is computed.</summary>
/// <param name="Installation">Its installation.</param>
/// <param name="Set">Name and limits.</param>
/// <param name="Settings">What the user set about clusters.</param>
/// <param name="Facts">What else is known.</param>
/// <param name="Folders">Its caches and mounts.</param>
internal sealed record ScaleSetInput(
    Installation Installation,
    PlannedScaleSet Set,
    ClusterSettings Settings,
    ClusterFacts Facts,
    IReadOnlyList<RunnerFolder> Folders
)
{
    /// <summary>The runner's image.</summary>
    public string RunnerImage =>
        Installation.Image ?? ImageReferences.In(ClusterVersions.RunnerImage, Settings.ImageRegistry);

    /// <summary>The user's variables in a fixed order.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment =>
        Installation.Environment.OrderBy(each => each.Key, StringComparer.Ordinal);
}
