using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <content>Jobs on their way to a scale set and to a runner.</content>
internal sealed partial class Dispatcher
{
    private const int MostRequeues = 3;

    // As many as one message holds; more would only be repeated.
    private const int MostOffers = 50;

    /// <summary>Takes a job into the queue.</summary>
    public void Enqueue(JobRun run)
    {
        lock (Gate)
        {
            var job = new JobEntry(run);
            jobs.Add(run.Id, job);
            run.QueuedAt = time.GetUtcNow();
            run.Attempt = 1;
            Queue(job);
        }
    }

    private void Queue(JobEntry job)
    {
        job.Run.State = JobState.Queued;
        job.Node = queue.AddLast(job);
        job.StateTimer?.Dispose();
        job.StateTimer = After(options.QueueTimeout, () => GiveUpQueued(job));
        job.Run.Run.Append(new JobQueued(time.GetUtcNow(), job.Run, job.Run.Attempt));
        Match(job);
        Route(job);
    }

    private void GiveUpQueued(JobEntry job)
    {
        if (job.Run.State == JobState.Queued)
        {
            Finish(job, JobConclusion.Cancelled, $"No runner was free for it in {options.QueueTimeout:g}.");
        }
    }

    /// <summary>Finds out which scale sets a job may go to, and says so when there is none.</summary>
    private void Match(JobEntry job)
    {
        if (job.MatchVersion == scaleSetVersion)
        {
            return;
        }

        job.MatchVersion = scaleSetVersion;
        var request = job.Run.Run.Request;
        job.Matches =
        [
            .. scaleSets.Values.Where(set =>
                set.Scope.Covers(request.Owner, request.Repository)
                && (
                    request.ScaleSet is { } only
                        ? set.Name.Equals(only, NoCase)
                        : job.Run.Labels.All(set.HasLabel)
                            && (
                                job.Run.RunnerGroup is null
                                || GroupName(set.GroupId).Equals(job.Run.RunnerGroup, NoCase)
                            )
                )
            ),
        ];
        if (job.Run.State == JobState.Queued)
        {
            job.Run.Reason =
                job.Matches.Count > 0
                    ? null
                    : $"No scale set has the labels {string.Join(", ", job.Run.Labels)}"
                        + (job.Run.RunnerGroup is { } group ? $" in runner group {group}." : ".");
        }
    }

    /// <summary>Assigns or offers a queued job to the scale sets that match.</summary>
    private void Route(JobEntry job)
    {
        if (job.Pausing)
        {
            return;
        }

        foreach (var set in job.Matches)
        {
            if (set.Session is not { } session)
            {
                continue;
            }

            if (options.JobPath == JobPath.Acquire)
            {
                Offer(set, session, job);
            }
            else if (session.Capacity > set.Jobs.Count)
            {
                Assign(job, set);
                return;
            }
        }
    }

    /// <summary>Looks through the whole queue for jobs that the scale set can have.</summary>
    private void Fill(ScaleSet set)
    {
        for (var node = queue.First; node is not null; )
        {
            var (job, next) = (node.Value, node.Next);
            if (options.JobPath == JobPath.Direct && !(set.Session?.Capacity > set.Jobs.Count))
            {
                return;
            }

            Match(job);
            if (job.Matches.Contains(set))
            {
                Route(job);
            }

            node = next;
        }
    }

    private static void Offer(ScaleSet set, MessageSession session, JobEntry job)
    {
        if (session.Offered.Count < MostOffers && session.Offered.Add(job.Run.Id))
        {
            set.Tell(new MessageItem("JobAvailable", job.Run));
        }
    }

    /// <summary>
    /// Offers the oldest jobs once more: a listener forgets what it had no room for when it was offered.
    /// </summary>
    private void OfferAgain(ScaleSet set, int count)
    {
        if (options.JobPath != JobPath.Acquire || set.Session is not { } session)
        {
            return;
        }

        for (var node = queue.First; node is not null && count > 0; node = node.Next)
        {
            Match(node.Value);
            if (!node.Value.Pausing && node.Value.Matches.Contains(set))
            {
                session.Offered.Remove(node.Value.Run.Id);
                Offer(set, session, node.Value);
                count--;
            }
        }
    }

    private void Assign(JobEntry job, ScaleSet set)
    {
        var now = time.GetUtcNow();
        queue.Remove(job.Node!);
        job.ScaleSet = set;
        job.Run.State = JobState.Assigned;
        job.Run.AssignedAt = now;
        job.Run.ScaleSet = set.Name;
        job.Run.Reason = null;
        set.Jobs.Add(job);
        job.Node = set.Waiting.AddLast(job);
        job.StateTimer?.Dispose();
        job.StateTimer = After(options.AssignTimeout, () => TakeBack(job));
        set.Tell(new MessageItem("JobAssigned", job.Run, now));
        job.Run.Run.Append(new JobAssigned(now, job.Run, set.Name));
        Deliver(set);
    }

    /// <summary>No runner took the job in time: back into the queue after a pause, at most three times.</summary>
    private void TakeBack(JobEntry job)
    {
        if (job.Run.State != JobState.Assigned)
        {
            return;
        }

        if (job.Run.Attempt > MostRequeues)
        {
            var reason =
                $"No runner of scale set {job.Run.ScaleSet} took it in {job.Run.Attempt} attempts of {options.AssignTimeout:g}.";
            Finish(job, JobConclusion.Failure, reason);
            return;
        }

        var set = job.ScaleSet!;
        Detach(job);
        set.Tell(Ended(job, "canceled"));
        job.ScaleSet = null;
        job.Acquired = false;
        job.Pausing = true;
        job.Run.AssignedAt = null;
        var delay = options.RequeueDelay * Math.Pow(2, job.Run.Attempt - 1);
        job.Run.Attempt++;
        Queue(job);
        job.Run.Reason = $"No runner of scale set {set.Name} took it; it is assigned again after {delay:g}.";
        job.TimeoutTimer = After(delay, () => Resume(job));
        Fill(set);
    }

    private void Resume(JobEntry job)
    {
        if (job.Run.State == JobState.Queued)
        {
            job.Pausing = false;
            job.Run.Reason = null;
            Match(job);
            Route(job);
        }
    }

    /// <summary>Takes an assigned job away from its scale set and its runner.</summary>
    private void Detach(JobEntry job)
    {
        var set = job.ScaleSet!;
        set.Jobs.Remove(job);
        if (job.Node?.List is { } list)
        {
            list.Remove(job.Node);
        }

        set.Session?.Offered.Remove(job.Run.Id);
        if (job.Runner is { } runner)
        {
            runner.Job = null;
            runner.Messages.Clear();
            job.Runner = null;
        }
    }

    /// <summary>Hands waiting jobs to runners that poll for work.</summary>
    private void Deliver(ScaleSet set)
    {
        foreach (var runner in set.Runners.Values)
        {
            if (set.Waiting.First is not { } node)
            {
                return;
            }

            if (runner is { IsReady: true, Job: null })
            {
                set.Waiting.Remove(node);
                runner.Job = node.Value;
                runner.JobGivenAt = time.GetUtcNow();
                node.Value.Runner = runner;
                runner.Messages.Enqueue(new RunnerMessage(++lastRunnerMessageId, "RunnerJobRequest", node.Value));
                runner.Wake();
            }
        }
    }

    private MessageItem Ended(JobEntry job, string result) =>
        new("JobCompleted", job.Run, job.Run.AssignedAt)
        {
            Result = result,
            RunnerId = job.Run.State == JobState.Running ? job.Runner?.Id ?? 0 : 0,
            RunnerName = job.Run.State == JobState.Running ? job.Run.Runner ?? "" : "",
            StartedAt = job.Run.StartedAt,
            FinishedAt = time.GetUtcNow(),
        };
}
