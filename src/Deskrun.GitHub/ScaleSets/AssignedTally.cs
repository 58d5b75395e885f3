namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// Corrects the count of assigned jobs where it is known to lag: a message has carried assigned jobs together with a
/// count of 0, and jobs acquired a moment ago are not in the count of the message that offered them.
/// Source: protocol reference, section 8e.
/// </summary>
internal sealed class AssignedTally
{
    private const int MaxAsks = 3;
    private readonly HashSet<long> _acquired = [];
    private int _floor;
    private int _asks;

    /// <summary>True while the last corrected count was above the service's.</summary>
    public bool IsRaised => _floor > 0 || _acquired.Count > 0;

    /// <summary>True when the service's count contradicts its own message, so that asking again soon is worth it.</summary>
    public bool AskSoon => _floor > 0 && _asks < MaxAsks;

    public void Acquired(IEnumerable<long> requestIds) => _acquired.UnionWith(requestIds);

    /// <summary>Takes in what a message says before its statistics are judged.</summary>
    public void Observe(ScaleSetMessage message)
    {
        _acquired.ExceptWith(message.Jobs.Where(job => job is not JobAvailable).Select(job => job.RunnerRequestId));
        var ended = message.Jobs.OfType<JobCompleted>().Select(job => job.JobId).ToHashSet();
        var assigned = message
            .Jobs.OfType<JobAssigned>()
            .Select(job => job.JobId)
            .Distinct()
            .Count(id => !ended.Contains(id));
        _floor = message.Statistics is { } counted && counted.TotalAssignedJobs < assigned ? assigned : 0;
        _asks = 0;
    }

    /// <summary>The statistics as they should be acted on.</summary>
    public ScaleSetStatistics Correct(ScaleSetStatistics statistics) =>
        statistics with
        {
            TotalAssignedJobs = Math.Max(statistics.TotalAssignedJobs, _floor) + _acquired.Count,
        };

    /// <summary>Judges statistics that were asked for because of a lag.</summary>
    /// <returns>True when they are to be believed from now on.</returns>
    public bool Believe(ScaleSetStatistics asked)
    {
        _asks++;
        if (asked.TotalAssignedJobs < _floor && _asks < MaxAsks)
        {
            return false;
        }

        Clear();
        return true;
    }

    public void Clear()
    {
        _floor = 0;
        _asks = 0;
        _acquired.Clear();
    }
}
