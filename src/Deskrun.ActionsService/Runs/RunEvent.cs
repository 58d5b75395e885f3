namespace Deskrun.ActionsService.Runs;

/// <summary>Something that happened in a run.</summary>
/// <param name="Time">When the service learnt of it.</param>
public abstract record RunEvent(DateTimeOffset Time);

/// <summary>Something that happened to a job.</summary>
/// <param name="Time">When the service learnt of it.</param>
/// <param name="Job">The job; its properties say how it stands now, not how it stood then.</param>
public abstract record JobEvent(DateTimeOffset Time, JobRun Job) : RunEvent(Time);

/// <summary>The job entered the queue (again, after no runner took it).</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Attempt">1 at first; one more for each time that no runner took it.</param>
public sealed record JobQueued(DateTimeOffset Time, JobRun Job, int Attempt) : JobEvent(Time, Job);

/// <summary>A scale set owns the job now.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="ScaleSet">The scale set's name.</param>
public sealed record JobAssigned(DateTimeOffset Time, JobRun Job, string ScaleSet) : JobEvent(Time, Job);

/// <summary>A runner took the job.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Runner">The runner's name.</param>
public sealed record JobStarted(DateTimeOffset Time, JobRun Job, string Runner) : JobEvent(Time, Job);

/// <summary>A step started.</summary>
/// <param name="Time">When the service learnt of it; <see cref="StepRun.StartedAt"/> is the runner's own time.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The step.</param>
public sealed record StepStarted(DateTimeOffset Time, JobRun Job, StepRun Step) : JobEvent(Time, Job);

/// <summary>Lines of a log, masked, without time stamps.</summary>
/// <param name="Time">When they arrived.</param>
/// <param name="Job">The job.</param>
/// <param name="StepId">The step that wrote them; see <see cref="JobRun.FindStep"/>.</param>
/// <param name="StartLine">The number of the first line in the step's log, from 1. Gaps are possible.</param>
/// <param name="Lines">The lines.</param>
public sealed record LogLines(DateTimeOffset Time, JobRun Job, Guid StepId, long StartLine, IReadOnlyList<string> Lines)
    : JobEvent(Time, Job);

/// <summary>A step ended, or was skipped.</summary>
/// <param name="Time">When the service learnt of it; <see cref="StepRun.CompletedAt"/> is the runner's own time.</param>
/// <param name="Job">The job.</param>
/// <param name="Step">The step.</param>
public sealed record StepCompleted(DateTimeOffset Time, JobRun Job, StepRun Step) : JobEvent(Time, Job);

/// <summary>The job made a remark.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Annotation">The remark.</param>
public sealed record AnnotationAdded(DateTimeOffset Time, JobRun Job, Annotation Annotation) : JobEvent(Time, Job);

/// <summary>A step wrote a summary.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="StepId">The step.</param>
/// <param name="Markdown">The summary, masked.</param>
public sealed record SummaryWritten(DateTimeOffset Time, JobRun Job, Guid StepId, string Markdown)
    : JobEvent(Time, Job);

/// <summary>The job's log could not be kept; the job itself goes on.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why, with the way out.</param>
public sealed record LogLost(DateTimeOffset Time, JobRun Job, string Reason) : JobEvent(Time, Job);

/// <summary>The job ended.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Conclusion">How.</param>
public sealed record JobCompleted(DateTimeOffset Time, JobRun Job, JobConclusion Conclusion) : JobEvent(Time, Job);

/// <summary>The job will not run, because of its condition or of a job that it needs.</summary>
/// <param name="Time">When.</param>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why.</param>
public sealed record JobSkipped(DateTimeOffset Time, JobRun Job, string Reason) : JobEvent(Time, Job);

/// <summary>All jobs have ended. The last event of a run.</summary>
/// <param name="Time">When.</param>
/// <param name="Conclusion">How.</param>
public sealed record RunCompleted(DateTimeOffset Time, JobConclusion Conclusion) : RunEvent(Time);
