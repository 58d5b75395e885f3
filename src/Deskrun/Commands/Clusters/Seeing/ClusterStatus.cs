namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>A cluster that installations live on, as <c>deskrun status</c> shows it.</summary>
internal sealed record ClusterStatus
{
    public required string Backend { get; init; }
    public string? Context { get; init; }
    public required string Namespace { get; init; }

    /// <summary>Whether the cluster answered.</summary>
    public required bool Reachable { get; init; }

    /// <summary>ARC's version; null when ARC isn't there.</summary>
    public string? ArcVersion { get; init; }

    /// <summary>Whether ARC's controller does its work.</summary>
    public bool ArcReady { get; init; }

    /// <summary>Why it isn't reachable, or ARC not ready.</summary>
    public string? Cause { get; init; }

    /// <summary>What could not be read and why; the rest is still true.</summary>
    public IReadOnlyList<string> Blind { get; init; } = [];
}

/// <summary>The listener of a scale set on a cluster.</summary>
/// <param name="State"><c>ready</c>, <c>starting</c>, <c>failing</c> or <c>missing</c>.</param>
/// <param name="Pod">Its Pod.</param>
/// <param name="Since">Since when.</param>
internal sealed record ListenerView(string State, string? Pod, DateTimeOffset? Since);

/// <summary>An event of the cluster behind a cause.</summary>
internal sealed record EventView(DateTimeOffset? At, string About, string Reason, string Message, long Count);
