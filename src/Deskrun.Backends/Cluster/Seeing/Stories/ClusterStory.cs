namespace Deskrun.Backends.Cluster.Seeing.Stories;

/// <summary>What the cluster knows of a runner, or of a scale set with all its runners.</summary>
public sealed record ClusterStory
{
    /// <summary>The scale set.</summary>
    public required ScaleSetState Set { get; init; }

    /// <summary>The runner that it is about; null when it is about the whole scale set.</summary>
    public RunnerState? Runner { get; init; }

    /// <summary>What keeps it from going on; null when nothing does.</summary>
    public Blockage? Blockage { get; init; }

    /// <summary>The objects that it is made of.</summary>
    public required ChainNode Chain { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public required IReadOnlyList<ClusterStep> Steps { get; init; }
}

/// <summary>One thing that happened.</summary>
/// <param name="At">When.</param>
/// <param name="Step">What, in a few words.</param>
/// <param name="Runner">The runner it belongs to; null for the scale set's own.</param>
/// <param name="Detail">More about it.</param>
public sealed record ClusterStep(DateTimeOffset At, string Step, string? Runner, string? Detail);
