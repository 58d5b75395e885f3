namespace Deskrun.ActionsService.Runs;

/// <summary>What is known of one step; a new record replaces it when something changes.</summary>
/// <param name="Id">The step's id on the wire.</param>
/// <param name="Number">Its place in the job, from 1. The runner's own "Set up job" and "Complete job" count.</param>
/// <param name="Name">Its display name.</param>
/// <param name="StartedAt">When it started; null before.</param>
/// <param name="CompletedAt">When it ended; null before.</param>
/// <param name="Conclusion">How it ended; null before.</param>
public sealed record StepRun(
    Guid Id,
    int Number,
    string Name,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    JobConclusion? Conclusion
);
