using Deskrun.ActionsService.Faults;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <content>Jobs that runners have, and how jobs end.</content>
internal sealed partial class Dispatcher
{
    /// <summary>A runner fetches the job it was told about; asking again gives the same answer.</summary>
    /// <returns>The job, or the HTTP status to refuse with: 404 unknown or over, 409 somebody else's.</returns>
    public (JobEntry? Job, int Refusal) Take(int runnerId, long requestId)
    {
        lock (Gate)
        {
            if (!runners.TryGetValue(runnerId, out var runner))
            {
                return (null, 404);
            }

            if (runner.Job is not { } job || job.Run.RequestId != requestId)
            {
                return (null, jobs.Values.Any(j => j.Run.RequestId == requestId) ? 409 : 404);
            }

            if (job.Run.State == JobState.Assigned)
            {
                Start(job, runner);
            }

            return (job, 0);
        }
    }

    private void Start(JobEntry job, Runner runner)
    {
        var now = time.GetUtcNow();
        job.StopTimers();
        job.Run.State = JobState.Running;
        job.Run.Runner = runner.Name;
        job.Run.StartedAt = now;
        job.StateTimer = After(options.JobLockDuration, () => LoseLock(job));
        job.TimeoutTimer = After(job.Run.Timeout, () => TimeOut(job));
        job.ScaleSet!.Tell(
            new MessageItem("JobStarted", job.Run, job.Run.AssignedAt)
            {
                RunnerId = runner.Id,
                RunnerName = runner.Name,
                StartedAt = now,
            }
        );
        job.Run.Run.Append(new JobStarted(now, job.Run, runner.Name));
    }

    /// <summary>The running job with an id, or null when it is over.</summary>
    public JobEntry? FindRunning(Guid jobId)
    {
        lock (Gate)
        {
            return jobs.TryGetValue(jobId, out var job) && job.Run.State == JobState.Running ? job : null;
        }
    }

    /// <summary>Prolongs the lock of a running job.</summary>
    /// <returns>Until when, or null when the job is not the runner's any more.</returns>
    public DateTimeOffset? Renew(Guid jobId)
    {
        lock (Gate)
        {
            if (FindRunning(jobId) is not { } job)
            {
                return null;
            }

            job.StateTimer?.Change(options.JobLockDuration, Timeout.InfiniteTimeSpan);
            if (job.Runner is { } runner)
            {
                runner.LastSeen = time.GetUtcNow();
            }

            return time.GetUtcNow() + options.JobLockDuration;
        }
    }

    /// <summary>Ends a running job as its runner reports.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="conclusion">How it ended.</param>
    /// <param name="report">Takes over what else the runner said, before anybody learns of the end.</param>
    /// <returns>False when the job is over already.</returns>
    public bool Complete(Guid jobId, JobConclusion conclusion, Action<JobRun> report)
    {
        lock (Gate)
        {
            if (FindRunning(jobId) is not { } job)
            {
                return false;
            }

            report(job.Run);
            Finish(job, conclusion, job.Run.Reason);
            return true;
        }
    }

    /// <summary>Cancels a job: a waiting one at once, a running one by message, or at once when forced.</summary>
    public void Cancel(JobRun run, string reason, bool force)
    {
        lock (Gate)
        {
            if (!jobs.TryGetValue(run.Id, out var job))
            {
                return;
            }

            if (job.Run.State != JobState.Running || force)
            {
                Finish(job, JobConclusion.Cancelled, reason);
            }
            else if (!job.CancelRequested)
            {
                job.CancelRequested = true;
                job.Run.Reason = reason;
                job.TimeoutTimer?.Dispose();
                job.TimeoutTimer = After(
                    options.CancellationGrace,
                    () =>
                        Finish(
                            job,
                            JobConclusion.Cancelled,
                            $"{reason} It did not end in {options.CancellationGrace:g}."
                        )
                );
                job.Runner!.Messages.Enqueue(new RunnerMessage(++lastRunnerMessageId, "JobCancellation", job));
                job.Runner.Wake();
            }
        }
    }

    private void TimeOut(JobEntry job)
    {
        if (job.Run.State == JobState.Running && !job.CancelRequested)
        {
            var message =
                $"The job has exceeded the maximum execution time of {job.Run.Timeout.TotalMinutes:0.##} minutes.";
            job.Run.Annotate(new Annotation(AnnotationLevel.Failure, message), time.GetUtcNow());
            Cancel(job.Run, message, force: false);
        }
    }

    private void LoseLock(JobEntry job)
    {
        if (job.Run.State == JobState.Running)
        {
            var message =
                $"The runner {job.Run.Runner} lost communication with the service: nothing heard for {options.JobLockDuration:g}.";
            job.Run.Annotate(new Annotation(AnnotationLevel.Failure, message), time.GetUtcNow());
            Finish(job, JobConclusion.Failure, message);
        }
    }

    /// <summary>Fails the job of a runner that is known to be gone, without waiting for its lock to lapse.</summary>
    /// <param name="runnerName">The runner.</param>
    /// <param name="reason">How it is known.</param>
    public void LoseRunner(string runnerName, string reason)
    {
        lock (Gate)
        {
            if (
                jobs.Values.FirstOrDefault(j => j.Run.State == JobState.Running && j.Run.Runner == runnerName) is
                { } job
            )
            {
                var message = $"The runner {runnerName} ended in the middle of the job: {reason}.";
                job.Run.Annotate(new Annotation(AnnotationLevel.Failure, message), time.GetUtcNow());
                Finish(job, JobConclusion.Failure, message);
            }
        }
    }

    private void Finish(JobEntry job, JobConclusion conclusion, string? reason)
    {
        if (!jobs.Remove(job.Run.Id))
        {
            return;
        }

        job.StopTimers();
        var (set, runner, wasRunning) = (job.ScaleSet, job.Runner, job.Run.State == JobState.Running);
        var ended = set is null ? null : Ended(job, Wire(conclusion));
        if (set is null)
        {
            queue.Remove(job.Node!);
            foreach (var match in job.Matches)
            {
                match.Session?.Offered.Remove(job.Run.Id);
            }
        }
        else
        {
            Detach(job);
        }

        if (runner is not null && wasRunning)
        {
            // Runners are ephemeral: this one has had its job.
            Remove(runner);
        }

        if (set is not null)
        {
            set.Tell(ended!);
            if (faults.Take(Fault.DuplicateJobCompleted))
            {
                set.Tell(ended!);
            }
        }

        job.Run.Conclude(conclusion, reason, time.GetUtcNow());
        if (set is not null)
        {
            Fill(set);
            OfferAgain(set, 1);
        }
    }

    private static string Wire(JobConclusion conclusion) =>
        conclusion switch
        {
            JobConclusion.Success => "succeeded",
            JobConclusion.Cancelled => "canceled",
            JobConclusion.Skipped => "skipped",
            _ => "failed",
        };
}
