using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>What is left to say when a run is over.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Conclusion">How the run ended.</param>
/// <param name="Elapsed">From the command's start to the end of the last job.</param>
/// <param name="Jobs">One row a job, in the workflow's order.</param>
/// <param name="Annotations">The remarks of all jobs.</param>
internal sealed record RunReport(
    string Workflow,
    JobConclusion Conclusion,
    TimeSpan Elapsed,
    IReadOnlyList<JobReport> Jobs,
    IReadOnlyList<(string Job, Annotation Annotation)> Annotations
);

/// <summary>The row of one job.</summary>
/// <param name="Name">Its display name.</param>
/// <param name="Conclusion">How it ended.</param>
/// <param name="ToStart">From the queue to a runner; null when it never started.</param>
/// <param name="Duration">From its start to its end; null when it never started.</param>
/// <param name="Remark">Why it was skipped, or what else is worth a word.</param>
internal sealed record JobReport(
    string Name,
    JobConclusion Conclusion,
    TimeSpan? ToStart,
    TimeSpan? Duration,
    string? Remark
);
