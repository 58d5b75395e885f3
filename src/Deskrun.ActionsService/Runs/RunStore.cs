namespace Deskrun.ActionsService.Runs;

/// <summary>The runs that the service knows. The oldest that have ended are forgotten beyond a thousand.</summary>
public sealed class RunStore
{
    private const int MostRuns = 1000;

    private readonly Lock gate = new();
    private readonly SortedDictionary<long, WorkflowRun> runs = [];
    private readonly Dictionary<Guid, JobRun> jobs = [];
    private readonly Dictionary<string, int> numbers = [];
    private long lastRunId;
    private long lastRequestId;

    internal RunStore(long lastRunId) => this.lastRunId = lastRunId;

    /// <summary>All runs, oldest first.</summary>
    public IReadOnlyList<WorkflowRun> All
    {
        get
        {
            lock (gate)
            {
                return [.. runs.Values];
            }
        }
    }

    /// <summary>The run with an id, or null.</summary>
    public WorkflowRun? Find(long id)
    {
        lock (gate)
        {
            return runs.GetValueOrDefault(id);
        }
    }

    /// <summary>The job with an id, or null.</summary>
    public JobRun? FindJob(Guid id)
    {
        lock (gate)
        {
            return jobs.GetValueOrDefault(id);
        }
    }

    internal (long Id, int Number) NextRun(string workflow)
    {
        lock (gate)
        {
            return (++lastRunId, numbers[workflow] = numbers.GetValueOrDefault(workflow) + 1);
        }
    }

    internal long NextRequestId()
    {
        lock (gate)
        {
            return ++lastRequestId;
        }
    }

    internal void Add(WorkflowRun run)
    {
        lock (gate)
        {
            runs.Add(run.Id, run);
            foreach (var old in runs.Values.Where(r => r.Conclusion is not null).Take(runs.Count - MostRuns).ToArray())
            {
                runs.Remove(old.Id);
                foreach (var job in old.Jobs)
                {
                    jobs.Remove(job.Id);
                }
            }
        }
    }

    internal void Add(JobRun job)
    {
        lock (gate)
        {
            jobs.Add(job.Id, job);
        }
    }
}
