using System.Text.Json.Serialization;

namespace Deskrun.Commands.Clusters.Showing;

/// <summary>How one cluster is, apart from its jobs.</summary>
internal sealed record ClusterReport
{
    /// <summary><c>kind</c> or <c>kubernetes</c>.</summary>
    public required string Backend { get; init; }

    /// <summary>The kubectl context.</summary>
    public required string Context { get; init; }

    /// <summary><c>works</c>, <c>incomplete</c>, <c>stopped</c>, <c>silent</c>, <c>absent</c> or <c>unknown</c>.</summary>
    public required string State { get; init; }

    /// <summary>The namespace of the controller and the scale sets.</summary>
    public required string Namespace { get; init; }

    /// <summary>The API server's version; null when it doesn't answer.</summary>
    public string? Server { get; init; }

    /// <summary>The nodes: of the API, or of the container engine when that doesn't answer.</summary>
    public IReadOnlyList<NodeReport> Nodes { get; init; } = [];

    /// <summary>ARC's controller; null when there is none.</summary>
    public string? Arc { get; init; }

    /// <summary>KRO; null when there is none.</summary>
    public string? Kro { get; init; }

    /// <summary>The scale sets of the namespace.</summary>
    public IReadOnlyList<ScaleSetReport> ScaleSets { get; init; } = [];

    /// <summary>What is missing or broken, each with the way out.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>A node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State"><c>Ready</c>, <c>NotReady</c>, or the container engine's word.</param>
/// <param name="Version">The kubelet's version; null when unknown.</param>
internal sealed record NodeReport(string Name, string State, string? Version);

/// <summary>A scale set in the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Installation">The installation it belongs to; null when it isn't ours.</param>
/// <param name="Url">The URL whose jobs it takes.</param>
/// <param name="State"><c>applied</c>, <c>applying</c>, <c>removing</c>, or whose it is.</param>
internal sealed record ScaleSetReport(string Name, string? Installation, string? Url, string State);

/// <summary>The JSON of <c>cluster status</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(ClusterReport[]))]
internal sealed partial class ClusterReportJson : JsonSerializerContext;
