using Deskrun.ActionsService.Dispatch;
using Deskrun.ActionsService.JobMessages;
using Deskrun.Workflows.Expressions;

namespace Deskrun.ActionsService.Runs;

/// <content>Does what the plan decides. All of it happens under the dispatcher's gate.</content>
public sealed partial class WorkflowRun
{
    private const string CancelledByUser = "The run was cancelled.";

    private readonly Queue<PlanDecision> decisions = [];
    private readonly Dictionary<string, JobRun> jobsByKey = [];
    private readonly Dictionary<Guid, string> keys = [];
    private readonly RunStore store;
    private readonly Dispatcher dispatcher;
    private readonly TimeProvider time;
    private readonly ExpressionValue github;
    private readonly WorkflowRunPlanner planner;
    private bool applying;

    /// <summary>
    /// Cancels the run: jobs that wait never start, running ones are told and may still run their <c>always()</c> steps.
    /// </summary>
    /// <param name="force">Takes running jobs away from their runners at once.</param>
    public void Cancel(bool force = false)
    {
        lock (dispatcher.Gate)
        {
            Apply(planner.Cancel());
            if (force)
            {
                foreach (var job in Jobs.Where(j => j.State == JobState.Running))
                {
                    dispatcher.Cancel(job, CancelledByUser, force: true);
                }
            }
        }
    }

    internal void Start()
    {
        lock (dispatcher.Gate)
        {
            Apply(planner.Start());
        }
    }

    /// <summary>The service stops: nobody will learn how the run would have ended.</summary>
    internal void Abandon()
    {
        lock (dispatcher.Gate)
        {
            if (Conclusion is null)
            {
                decisions.Clear();
                Apply(new EndRun(JobConclusion.Cancelled));
            }
        }
    }

    internal void OnCompleted(JobRun job) =>
        Apply(planner.JobCompleted(keys[job.Id], job.Conclusion!.Value, job.Outputs));

    private static WorkflowRunPlanner Plan(RunRequest request, ExpressionValue github) =>
        new(
            request.Workflow,
            new RunInputs
            {
                GitHub = github,
                Vars = ExpressionValue.Of(request.Variables),
                Inputs = request.Inputs,
                Jobs = request.Jobs,
                Matrix = request.Matrix,
                MaxParallel = request.MaxParallel,
            }
        );

    /// <summary>Follows decisions in order; what they lead to at once is put behind them.</summary>
    private void Apply(IEnumerable<PlanDecision> next)
    {
        foreach (var decision in next)
        {
            decisions.Enqueue(decision);
        }

        if (applying)
        {
            return;
        }

        applying = true;
        while (decisions.TryDequeue(out var decision))
        {
            Apply(decision);
        }

        applying = false;
    }

    private void Apply(PlanDecision decision)
    {
        switch (decision)
        {
            case QueueJob queue:
                dispatcher.Enqueue(Add(queue.Job));
                break;
            case CancelJob cancel when jobsByKey.TryGetValue(cancel.Key, out var job):
                dispatcher.Cancel(job, cancel.Reason, force: false);
                break;
            case EndJob end:
                var ended = new JobRun(this, Guid.NewGuid(), store.NextRequestId(), end.JobId, end.DisplayName);
                Add(ended, end.Key);
                ended.EndUnqueued(end.Conclusion, end.Reason, time.GetUtcNow());
                break;
            case EndRun end:
                Conclusion = end.Conclusion;
                Append(new RunCompleted(time.GetUtcNow(), end.Conclusion));
                completion.TrySetResult();
                break;
        }
    }

    private JobRun Add(PlannedJob plan)
    {
        var job = new JobRun(this, Guid.NewGuid(), store.NextRequestId(), plan.JobId, plan.DisplayName)
        {
            Labels = plan.Labels,
            RunnerGroup = plan.RunnerGroup,
            Timeout = Limit(plan.TimeoutMinutes),
            ContinueOnError = plan.ContinueOnError,
        };
        Guid[] stepIds = [.. plan.Steps.Select(_ => Guid.NewGuid())];
        job.BuildMessage = endpoints => JobMessageBuilder.Build(job, plan, stepIds, github, endpoints);
        Add(job, plan.Key);
        return job;
    }

    private void Add(JobRun job, string key)
    {
        jobsByKey[key] = job;
        keys[job.Id] = key;
        Jobs = [.. Jobs, job];
        store.Add(job);
    }

    // Timers end at some 49 days; GitHub's own limit for a job is 5 days.
    private static TimeSpan Limit(double minutes) =>
        TimeSpan.FromMinutes(Math.Clamp(minutes, 0.01, TimeSpan.FromDays(5).TotalMinutes));
}
