namespace Deskrun.Backends.Cluster.Planning;

/// <summary>
/// The versions and places of everything that deskrun puts into a cluster: the one place to raise them. All are pinned,
/// so the same deskrun gives the same cluster on every day.
/// </summary>
public static class ClusterVersions
{
    /// <summary>ARC's two charts, unless the user set another version.</summary>
    public const string Arc = "0.14.2";

    /// <summary>The oldest version of ARC's charts that is planned for.</summary>
    public const string OldestArc = "0.13.0";

    /// <summary>The oldest version of ARC whose scale sets take further labels.</summary>
    public const string ArcWithLabels = "0.14.0";

    /// <summary>The oldest version of ARC that notices a changed Secret by itself.</summary>
    public const string ArcWithRotation = "0.14.2";

    /// <summary>Where ARC's charts are published.</summary>
    public const string ArcCharts = "oci://ghcr.io/actions/actions-runner-controller-charts";

    /// <summary>The controller's image; its tag is the chart's version.</summary>
    public const string ArcImage = "ghcr.io/actions/gha-runner-scale-set-controller";

    /// <summary>KRO's chart, unless the user set another version.</summary>
    public const string Kro = "0.9.3";

    /// <summary>The oldest version of KRO that kar fully supports.</summary>
    public const string OldestKro = "0.9.0";

    /// <summary>Where KRO's chart is published.</summary>
    public const string KroChart = "oci://registry.k8s.io/kro/charts";

    /// <summary>KRO's image; its tag is the chart's version.</summary>
    public const string KroImage = "registry.k8s.io/kro/kro";

    /// <summary>The runner's image, unless an installation names its own.</summary>
    public const string RunnerImage = "ghcr.io/actions/actions-runner:2.336.0";

    /// <summary>The Docker daemon of mode <c>dind</c>.</summary>
    public const string DockerImage = "docker.io/library/docker:29.7.1-dind";

    /// <summary>The oldest Kubernetes that starts an init container as a sidecar, which mode <c>dind</c> needs.</summary>
    public const string KubernetesWithSidecars = "1.29.0";

    /// <summary>Whether a version is at least another one. Leading <c>v</c> and endings such as <c>-rc1</c> don't count.</summary>
    public static bool AtLeast(string version, string least) => Number(version) >= Number(least);

    private static Version Number(string text)
    {
        var digits = text.TrimStart('v');
        var end = digits.AsSpan().IndexOfAnyExcept("0123456789.");
        return Version.TryParse(end < 0 ? digits : digits[..end], out var number) ? number : new Version(0, 0);
    }
}
