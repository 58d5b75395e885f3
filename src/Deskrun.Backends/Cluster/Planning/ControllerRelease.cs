using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>
/// ARC's controller. Helm installs the CRDs of the chart's folder <c>crds/</c> once and never upgrades them: with a new
/// version they are applied server-side before the release.
/// </summary>
public sealed record ControllerRelease
{
    /// <summary>Name of the Helm release.</summary>
    public string Name { get; init; } = ReleaseKeys.ControllerRelease;

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its service account, which each scale set names.</summary>
    public required string ServiceAccount { get; init; }

    /// <summary>
    /// Whether somebody else owns it: it is used as it is, neither installed nor changed nor removed, and
    /// <see cref="Values"/> is empty.
    /// </summary>
    public bool IsForeign { get; init; }

    /// <summary>ARC's chart for the controller.</summary>
    public required ChartReference Chart { get; init; }

    /// <summary>The chart's values.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Tells whether anything changed.</summary>
    public string Hash => ReleaseHash.Of(Chart, Values, []);
}
