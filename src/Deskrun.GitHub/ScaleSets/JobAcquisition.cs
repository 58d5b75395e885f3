using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Acquires offered jobs as far as there is room, and keeps the rest in mind for later: an offer comes only once.
/// Source: protocol reference, section 8c.
/// </summary>
internal sealed class JobAcquisition(ActionsServiceClient client, IScaleSetHandler handler, IListenerMetrics metrics)
{
    private readonly Dictionary<long, JobAvailable> _offered = [];
    private bool _canList = true;

    /// <summary>Takes in the offers of a message, and forgets those that went elsewhere.</summary>
    public void Observe(ScaleSetMessage message)
    {
        foreach (var job in message.Jobs)
        {
            if (job is JobAvailable offer)
            {
                Offer(offer);
            }
            else
            {
                _offered.Remove(job.RunnerRequestId);
            }
        }
    }

    /// <summary>
    /// Looks for offers that were made before this listener came, when the service counts some and none is known.
    /// </summary>
    public async Task LookAsync(int scaleSetId, ScaleSetStatistics statistics, CancellationToken cancellation)
    {
        if (
            !_canList
            || _offered.Count > 0
            || statistics.TotalAvailableJobs == 0
            || handler.FreeCapacity(statistics) <= 0
        )
        {
            return;
        }

        try
        {
            var jobs = await client.ListAcquirableJobsAsync(scaleSetId, cancellation);
            _canList = jobs is not null;
            foreach (var job in jobs ?? [])
            {
                Offer(job);
            }
        }
        catch (ActionsServiceException e)
        {
            metrics.Problem("listing the jobs that wait to be acquired", e);
        }
    }

    /// <summary>Acquires as many of the offered jobs as there is room for.</summary>
    /// <returns>The jobs that are ours now.</returns>
    public async Task<IReadOnlyList<JobAssigned>> AcquireAsync(
        MessageSession session,
        ScaleSetStatistics statistics,
        CancellationToken cancellation
    )
    {
        if (_offered.Count == 0)
        {
            return [];
        }

        var wanted = _offered.Keys.Take(Math.Max(0, handler.FreeCapacity(statistics))).ToList();
        if (wanted.Count == 0)
        {
            return [];
        }

        IReadOnlyList<long> acquired;
        try
        {
            acquired = await session.AcquireAsync(wanted, cancellation);
        }
        catch (ActionsServiceException e) when (e is { IsTransient: false, Status: 400 or 403 or 409 or 422 })
        {
            // The service will not give these; insisting would hold up the message for ever.
            metrics.Problem($"acquiring {wanted.Count} job(s)", e);
            acquired = [];
        }

        metrics.JobsAcquired(wanted.Count, acquired.Count);
        var ours = acquired.Where(_offered.ContainsKey).Distinct().Select(id => Assigned(_offered[id])).ToList();
        wanted.ForEach(id => _offered.Remove(id));
        return ours;
    }

    private void Offer(JobAvailable job)
    {
        if (job.RunnerRequestId > 0)
        {
            _offered[job.RunnerRequestId] = job;
        }
        else
        {
            metrics.Skipped($"offer of job {job.JobId} without a request number");
        }
    }

    private static JobAssigned Assigned(JobAvailable job) =>
        new()
        {
            JobId = job.JobId,
            RunnerRequestId = job.RunnerRequestId,
            RepositoryName = job.RepositoryName,
            OwnerName = job.OwnerName,
            JobWorkflowRef = job.JobWorkflowRef,
            JobDisplayName = job.JobDisplayName,
            WorkflowRunId = job.WorkflowRunId,
            EventName = job.EventName,
            RequestLabels = job.RequestLabels,
            QueueTime = job.QueueTime,
            ScaleSetAssignTime = job.ScaleSetAssignTime,
        };
}
