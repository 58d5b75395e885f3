using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>What is known of a run so far; fed by its events, read by the views.</summary>
internal sealed class RunProgress(string workflow, TimeProvider time)
{
    private readonly long started = time.GetTimestamp();
    private readonly Dictionary<JobRun, JobProgress> byJob = [];
    private readonly List<JobProgress> jobs = [];
    private readonly List<(string Job, Annotation Annotation)> annotations = [];

    /// <summary>The jobs in the order in which they were first heard of.</summary>
    public IReadOnlyList<JobProgress> Jobs => jobs;

    /// <summary>How the run ended; null while it goes on.</summary>
    public JobConclusion? Conclusion { get; private set; }

    /// <summary>Takes one event and gives the job that it belongs to.</summary>
    public JobProgress? Take(RunEvent happened)
    {
        if (happened is RunCompleted completed)
        {
            Conclusion = completed.Conclusion;
        }

        if (happened is not JobEvent job)
        {
            return null;
        }

        if (!byJob.TryGetValue(job.Job, out var progress))
        {
            progress = new JobProgress(job.Job.Name, jobs.Count);
            byJob.Add(job.Job, progress);
            jobs.Add(progress);
        }

        progress.Take(job);
        if (happened is AnnotationAdded added)
        {
            annotations.Add((progress.Name, added.Annotation));
        }

        return progress;
    }

    /// <summary>The report of what happened, complete or cut short.</summary>
    public RunReport Report() =>
        new(
            workflow,
            Conclusion ?? JobConclusion.Cancelled,
            time.GetElapsedTime(started),
            [.. jobs.Select(job => job.Report())],
            annotations
        );
}
