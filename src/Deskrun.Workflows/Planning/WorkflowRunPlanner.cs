using Deskrun.Workflows.Definitions;
using Deskrun.Workflows.Expressions;

namespace Deskrun.Workflows.Planning;

/// <summary>
/// Decides what happens in one run of a workflow. It neither waits nor acts: it is told what happened and answers what
/// is to be done. Not safe for concurrent use.
/// </summary>
public sealed class WorkflowRunPlanner
{
    private readonly Workflow workflow;
    private readonly RunInputs inputs;
    private readonly Dictionary<string, JobRun> jobs;
    private readonly Dictionary<string, (JobRun Job, CellRun Cell)> cells = [];
    private readonly List<PlanDecision> decisions = [];
    private bool isStarted;
    private bool isCancelled;

    /// <summary>Prepares a run.</summary>
    /// <param name="workflow">The workflow.</param>
    /// <param name="inputs">What it is started with.</param>
    /// <exception cref="ArgumentException">A job is asked for that the workflow does not have.</exception>
    public WorkflowRunPlanner(Workflow workflow, RunInputs inputs)
    {
        this.workflow = workflow;
        this.inputs = inputs;
        jobs = JobSelection.Select(workflow, inputs.Jobs).ToDictionary(j => j.Id, j => new JobRun(j));
        RunName = EvaluateRunName();
    }

    /// <summary>The title of the run; the workflow's name when <c>run-name</c> is absent or cannot be computed.</summary>
    public string RunName { get; }

    /// <summary>How the run ended; null while it has not.</summary>
    public JobConclusion? Conclusion { get; private set; }

    /// <summary>Starts the run: what is to be done first.</summary>
    public IReadOnlyList<PlanDecision> Start()
    {
        isStarted = true;
        return Advance();
    }

    /// <summary>Takes in how a queued job ended. A job that is unknown or has ended already changes nothing.</summary>
    /// <param name="key">The planned job.</param>
    /// <param name="conclusion">How it ended.</param>
    /// <param name="outputs">Its outputs; of a matrix the last cell that sets an output wins.</param>
    public IReadOnlyList<PlanDecision> JobCompleted(
        string key,
        JobConclusion conclusion,
        IReadOnlyDictionary<string, string>? outputs = null
    )
    {
        if (!cells.TryGetValue(key, out var found) || !found.Cell.IsActive)
        {
            return [];
        }

        var (job, cell) = found;
        cell.Conclusion = conclusion;
        job.AddOutputs(outputs ?? new Dictionary<string, string>());
        if (conclusion == JobConclusion.Failure && !cell.IsAllowedFailure && job.Strategy!.FailFast)
        {
            CancelSiblings(job, cell);
        }

        job.Conclude();
        return Advance();
    }

    /// <summary>
    /// Cancels the run. Jobs whose condition holds even so (<c>always()</c>, <c>cancelled()</c>) go on or still start.
    /// </summary>
    public IReadOnlyList<PlanDecision> Cancel()
    {
        if (isCancelled || Conclusion is not null)
        {
            return [];
        }

        isCancelled = true;
        foreach (var job in jobs.Values.Where(j => j.Cells.Count > 0 && j.Conclusion is null))
        {
            if (!HoldsStill(job))
            {
                foreach (var cell in job.Cells)
                {
                    CancelCell(job, cell, "the run was cancelled");
                }

                job.Conclude();
            }
        }

        return isStarted ? Advance() : [];
    }

    private string EvaluateRunName()
    {
        try
        {
            var none = ExpressionValue.Of(Array.Empty<KeyValuePair<string, string>>());
            var name = workflow.RunName?.Evaluate(new JobScope(inputs, none)).Trim();
            return string.IsNullOrEmpty(name) ? workflow.Name : name;
        }
        catch (ExpressionException)
        {
            return workflow.Name;
        }
    }

    private IReadOnlyList<PlanDecision> Advance()
    {
        bool changed;
        do
        {
            changed = false;
            foreach (var job in jobs.Values.Where(j => IsReady(j)))
            {
                Expand(job);
                changed |= job.Conclusion is not null;
            }
        } while (changed);

        QueueCells();
        if (Conclusion is null && jobs.Values.All(j => j.Conclusion is not null))
        {
            Conclusion = Conclude();
            decisions.Add(new EndRun(Conclusion.Value));
        }

        var result = decisions.ToArray();
        decisions.Clear();
        return result;
    }

    private bool IsReady(JobRun job) =>
        job.Conclusion is null && job.Cells.Count == 0 && job.Job.Needs.All(n => jobs[n].Conclusion is not null);

    private void Expand(JobRun run)
    {
        var job = run.Job;
        run.Ancestors = AncestorsOf(job);
        try
        {
            var scope = Scope(job);
            if (!Holds(run, scope))
            {
                End(run, JobConclusion.Skipped, SkipReason(job));
                return;
            }

            run.Strategy = JobStrategy.Resolve(job.Strategy, scope);
            var chosen = Enumerable
                .Range(0, run.Strategy.Cells.Count)
                .Where(i => inputs.Chooses(run.Strategy.Cells[i]))
                .ToArray();
            if (chosen.Length == 0)
            {
                End(run, JobConclusion.Skipped, "no cell of its matrix has the values asked for");
                return;
            }

            var planned = chosen.Select(i => JobBuilder.Build(workflow, job, run.Strategy, i, scope)).ToArray();
            foreach (var cell in planned.Select(p => new CellRun(p)))
            {
                run.Cells.Add(cell);
                cells.Add(cell.Job.Key, (run, cell));
            }
        }
        catch (ExpressionException e)
        {
            End(run, JobConclusion.Failure, e.Message);
        }
    }

    private void End(JobRun run, JobConclusion conclusion, string reason)
    {
        run.Conclusion = conclusion;
        var name = run.Job.Name is { IsLiteral: true } literal ? literal.Text : run.Job.Id;
        decisions.Add(new EndJob(run.Job.Id, run.Job.Id, name, conclusion, reason));
    }

    private string SkipReason(Job job)
    {
        if (isCancelled)
        {
            return "the run was cancelled";
        }

        if (job.If is not null)
        {
            return $"its condition is false: {job.Condition.Text}";
        }

        var culprit = job.Needs.FirstOrDefault(n => jobs[n].Conclusion != JobConclusion.Success);
        return culprit is null
            ? "a job before those that it needs did not succeed"
            : $"the job '{culprit}' that it needs ended with {jobs[culprit].Conclusion!.Value.ToString().ToLowerInvariant()}";
    }

    private void QueueCells()
    {
        var active = cells.Values.Count(c => c.Cell.IsActive);
        foreach (var job in jobs.Values.Where(j => j.Conclusion is null))
        {
            var activeHere = job.Cells.Count(c => c.IsActive);
            foreach (var cell in job.Cells.Where(c => !c.IsQueued && c.Conclusion is null))
            {
                if (active >= (inputs.MaxParallel ?? int.MaxValue))
                {
                    return;
                }

                if (activeHere >= (job.Strategy!.MaxParallel ?? int.MaxValue))
                {
                    break;
                }

                cell.IsQueued = true;
                active++;
                activeHere++;
                decisions.Add(new QueueJob(cell.Job));
            }
        }
    }

    private void CancelSiblings(JobRun job, CellRun failed)
    {
        foreach (var cell in job.Cells.Where(c => c != failed))
        {
            CancelCell(job, cell, $"'{failed.Job.DisplayName}' failed, and the strategy is fail-fast");
        }
    }

    private void CancelCell(JobRun job, CellRun cell, string reason)
    {
        if (cell.IsActive && !cell.IsCancelling)
        {
            cell.IsCancelling = true;
            decisions.Add(new CancelJob(cell.Job.Key, reason));
        }
        else if (!cell.IsQueued && cell.Conclusion is null)
        {
            cell.Conclusion = JobConclusion.Cancelled;
            decisions.Add(new EndJob(cell.Job.Key, job.Job.Id, cell.Job.DisplayName, JobConclusion.Cancelled, reason));
        }
    }

    private bool Holds(JobRun run, JobScope scope) =>
        run.Job.Condition.Evaluate(scope with { Status = new(run.Ancestors, isCancelled) }).IsTruthy;

    private bool HoldsStill(JobRun run)
    {
        try
        {
            return Holds(run, Scope(run.Job));
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    private JobScope Scope(Job job) =>
        new(inputs, ExpressionValue.Of(job.Needs.Select(n => KeyValuePair.Create(n, jobs[n].NeedsEntry()))));

    private ConclusionSet AncestorsOf(Job job) =>
        job
            .Needs.Select(n => jobs[n])
            .Aggregate(default(ConclusionSet), (set, need) => set.With(need.Conclusion!.Value).With(need.Ancestors));

    private JobConclusion Conclude()
    {
        var ends = jobs.Values.Select(j => j.Conclusion!.Value).ToArray();
        return ends.Contains(JobConclusion.Failure) ? JobConclusion.Failure
            : isCancelled || ends.Contains(JobConclusion.Cancelled) ? JobConclusion.Cancelled
            : ends.All(e => e == JobConclusion.Skipped) ? JobConclusion.Skipped
            : JobConclusion.Success;
    }
}
