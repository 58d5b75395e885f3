namespace Deskrun.Commands.Clusters.Kinds;

/// <summary>One visible step of long work.</summary>
/// <param name="Title">What it does, as a command: <c>Make the cluster</c>.</param>
/// <param name="Act">Does it; gives a word about what was done, or null.</param>
internal sealed record ClusterStep(string Title, Func<CancellationToken, Task<string?>> Act)
{
    /// <summary>What to know while it goes on; null for nothing.</summary>
    public string? Hint { get; init; }

    /// <summary>Takes back what it did, whole or half; null when there is nothing to take back.</summary>
    public Func<CancellationToken, Task>? Undo { get; init; }
}
