using System.Text.Json.Nodes;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>
/// KRO, for installations of mode <c>kro</c>. It is installed only where none is; one that isn't ours is used as it is.
/// Its chart has CRDs in <c>crds/</c> as ARC's has.
/// </summary>
public sealed record KroRelease
{
    /// <summary>Name of the Helm release.</summary>
    public string Name { get; init; } = ReleaseKeys.KroRelease;

    /// <summary>Its namespace.</summary>
    public string Namespace { get; init; } = ReleaseKeys.KroNamespace;

    /// <summary>KRO's chart.</summary>
    public required ChartReference Chart { get; init; }

    /// <summary>The chart's values.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>Tells whether anything changed.</summary>
    public string Hash => ReleaseHash.Of(Chart, Values, []);
}
