namespace Deskrun.Commands.Installations.Explaining;

/// <summary>What <c>deskrun explain</c> prints.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Stories">One for each job, or for a runner that never had one; oldest first.</param>
internal sealed record StoryReport(string Query, IReadOnlyList<Story> Stories);

/// <summary>The life of one job with its runner, of a runner alone, or of a scale set on a cluster.</summary>
internal sealed record Story
{
    public string? JobId { get; init; }
    public string? JobName { get; init; }
    public long? WorkflowRunId { get; init; }
    public required string ScaleSet { get; init; }
    public string? Runner { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>completed</c>, or <c>lost</c> when its runner is gone and no
    /// message told the job's end; of a runner alone <c>alive</c> or <c>gone</c>; on a cluster the
    /// runner's phase or the scale set's state, as <c>status</c> says it.</summary>
    public required string State { get; init; }

    /// <summary>The job's result as the service gave it; null before.</summary>
    public string? Result { get; init; }

    /// <summary>Why it goes no further; null when nothing blocks.</summary>
    public string? Cause { get; init; }

    /// <summary>On a cluster: the objects that it is made of, as a tree.</summary>
    public ChainView? Chain { get; init; }
    public required IReadOnlyList<StoryStep> Steps { get; init; }
}

/// <summary>One object of a cluster in the chain that makes a runner.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">How it is, in its own words.</param>
/// <param name="Detail">Why it goes no further.</param>
/// <param name="Children">What it made.</param>
internal sealed record ChainView(
    string Kind,
    string Name,
    string State,
    string? Detail,
    IReadOnlyList<ChainView> Children
);

/// <summary>One step.</summary>
/// <param name="At">When.</param>
/// <param name="AfterMs">Milliseconds since the story's first step.</param>
/// <param name="Step">What, in the words of docs/json.md.</param>
/// <param name="Runner">The runner it belongs to.</param>
/// <param name="Detail">The result, reason or trouble.</param>
internal sealed record StoryStep(DateTimeOffset At, double AfterMs, string Step, string? Runner, string? Detail);
