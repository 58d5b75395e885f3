using System.Text.Json.Nodes;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>One scale set as it is to be in the cluster: a Helm release and what must be there before it.</summary>
public sealed record ScaleSetRelease
{
    /// <summary>The scale set's name, which is the Helm release's too.</summary>
    public required string Name { get; init; }

    /// <summary>The installation that it belongs to.</summary>
    public required string Installation { get; init; }

    /// <summary>What a runner's environment is.</summary>
    public required RunnerMode Mode { get; init; }

    /// <summary>The namespace of everything of it.</summary>
    public required string Namespace { get; init; }

    /// <summary>The URL whose jobs it takes.</summary>
    public required string ConfigUrl { get; init; }

    /// <summary>ARC's chart for scale sets.</summary>
    public required ChartReference Chart { get; init; }

    /// <summary>The chart's values; they name the Secret and never hold a credential.</summary>
    public required JsonObject Values { get; init; }

    /// <summary>
    /// What is applied server-side before the release, in this order: service account, roles, ConfigMaps, RGD. They are
    /// removed after it, in the opposite order.
    /// </summary>
    public IReadOnlyList<JsonObject> Manifests { get; init; } = [];

    /// <summary>The Secret with the credential, made by our own client before the release.</summary>
    public required string SecretName { get; init; }

    /// <summary>Tells whether anything changed: chart, version, values and manifests, not the Secret.</summary>
    public string Hash => ReleaseHash.Of(Chart, Values, Manifests);
}
