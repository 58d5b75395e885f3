using Deskrun.Backends.Cluster.Planning;

namespace Deskrun.Commands.Installations.Adding;

/// <summary>A release of a cluster in a line.</summary>
internal static class ReleaseText
{
    public static string Of(ScaleSetRelease release) =>
        $"scale set {release.Name} in {release.Namespace}, chart {release.Chart.Address} {release.Chart.Version}";
}
