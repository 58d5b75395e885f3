namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>One runner at one moment.</summary>
public sealed record RunnerState
{
    /// <summary>Its name, which is that of its EphemeralRunner and of its Pod.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is in its life.</summary>
    public required ClusterRunnerPhase Phase { get; init; }

    /// <summary>Since when it is there.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Its job; null before it has one.</summary>
    public string? JobId { get; init; }

    /// <summary>The job's name.</summary>
    public string? JobName { get; init; }

    /// <summary>The run that the job belongs to.</summary>
    public long? WorkflowRunId { get; init; }

    /// <summary>What keeps it from going on; null when nothing does.</summary>
    public Blockage? Blockage { get; init; }

    /// <summary>The objects that it is made of: EphemeralRunner, Pod and, with KRO, instance and compute.</summary>
    public required ChainNode Chain { get; init; }
}

/// <summary>Where a runner on a cluster is in its life.</summary>
public enum ClusterRunnerPhase
{
    /// <summary>It has no Pod on a node yet.</summary>
    Pending,

    /// <summary>Its Pod is on a node; the runner does not run yet.</summary>
    Starting,

    /// <summary>It waits for a job.</summary>
    Idle,

    /// <summary>It has a job.</summary>
    Running,

    /// <summary>It was given up and holds its slot.</summary>
    Failed,

    /// <summary>It is being removed.</summary>
    Ending,
}

/// <summary>One object of the chain that makes a runner.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it is, in its own words.</param>
/// <param name="Detail">Why it goes no further; null when it does.</param>
/// <param name="Children">What it made.</param>
public sealed record ChainNode(
    string Kind,
    string Name,
    string State,
    string? Detail,
    IReadOnlyList<ChainNode> Children
);
