namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>What to read of a cluster.</summary>
/// <param name="Namespace">The namespace of controller, scale sets and runners.</param>
public sealed record ClusterReadOptions(string Namespace)
{
    /// <summary>Whether scale sets of mode <c>kro</c> are looked at: their RGDs, instances and compute.</summary>
    public bool WithKro { get; init; }

    /// <summary>Whether all events are read, for a story, and not only warnings.</summary>
    public bool AllEvents { get; init; }
}
