namespace Deskrun.Commands.Clusters;

/// <summary>How a cluster is made to be as the configuration says.</summary>
internal sealed record ClusterApplyOptions
{
    /// <summary>Print the plan and change nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Take over releases that deskrun did not make, when they serve the same URL.</summary>
    public bool Adopt { get; init; }

    /// <summary>Only these installations; nothing of the others is touched or removed. Null means all of the home.</summary>
    public IReadOnlyCollection<string>? Only { get; init; }
}

/// <summary>What was done to a cluster.</summary>
/// <param name="Changed">Steps that changed something, or would with a dry run.</param>
/// <param name="Kept">Things that were right already.</param>
internal sealed record ClusterApplied(int Changed, int Kept);
