namespace Deskrun.Workflows.Planning;

/// <summary>What is to be done next in a run.</summary>
/// <param name="Key">The planned job, see <see cref="PlannedJob.Key"/>.</param>
public abstract record PlanDecision(string Key);

/// <summary>The job is to be queued; its end must be told to the planner.</summary>
/// <param name="Job">The job.</param>
public sealed record QueueJob(PlannedJob Job) : PlanDecision(Job.Key);

/// <summary>A queued or running job is to be cancelled; its end must still be told.</summary>
/// <param name="Key">The planned job.</param>
/// <param name="Reason">Why.</param>
public sealed record CancelJob(string Key, string Reason) : PlanDecision(Key);

/// <summary>A job ended without ever being queued.</summary>
/// <param name="Key">The planned job; the job's id when its matrix was not expanded.</param>
/// <param name="JobId">The job's id.</param>
/// <param name="DisplayName">The name to show.</param>
/// <param name="Conclusion">
/// <see cref="JobConclusion.Skipped"/> (condition false), <see cref="JobConclusion.Failure"/> (it cannot be planned) or
/// <see cref="JobConclusion.Cancelled"/> (fail-fast or the run's cancellation came first).
/// </param>
/// <param name="Reason">Why, for the user.</param>
public sealed record EndJob(string Key, string JobId, string DisplayName, JobConclusion Conclusion, string Reason)
    : PlanDecision(Key);

/// <summary>The run is over; always the last decision.</summary>
/// <param name="Conclusion">How it ended.</param>
public sealed record EndRun(JobConclusion Conclusion) : PlanDecision("");
