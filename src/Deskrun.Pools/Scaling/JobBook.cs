using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Pools.Scaling;

/// <summary>
/// The jobs that messages named. It never decides how many runners there should be, with one exception: the service has
/// been seen to announce jobs together with a count that does not hold them yet, so a job that is known to wait keeps
/// the count from being taken too low for a while.
/// </summary>
internal sealed class JobBook
{
    private const int Remembered = 1000;
    private static readonly TimeSpan LagAllowed = TimeSpan.FromMinutes(2);
    private readonly Dictionary<string, DateTimeOffset> waiting = [];
    private readonly Dictionary<string, DateTimeOffset> read = [];
    private readonly HashSet<string> over = [];
    private readonly Queue<string> overOrder = [];

    /// <returns>True when the job was not known to wait before.</returns>
    internal bool Assigned(JobAssigned job, DateTimeOffset now)
    {
        read.TryAdd(job.JobId, now);
        return waiting.TryAdd(job.JobId, now);
    }

    /// <returns>How long after its first message it started; null when no earlier message was read.</returns>
    internal TimeSpan? Started(string jobId, DateTimeOffset now)
    {
        waiting.Remove(jobId);
        return read.Remove(jobId, out var at) ? now - at : null;
    }

    /// <returns>True at the first time only: the message may come again.</returns>
    internal bool Completed(JobCompleted job)
    {
        var known = waiting.Remove(job.JobId);
        read.Remove(job.JobId);
        if (job.RunnerName.Length == 0)
        {
            // Taken back for want of a runner: the job comes again under the same key.
            return known;
        }

        if (!over.Add(job.JobId))
        {
            return false;
        }

        overOrder.Enqueue(job.JobId);
        if (overOrder.Count > Remembered)
        {
            over.Remove(overOrder.Dequeue());
        }

        return true;
    }

    /// <summary>Jobs that were announced a short while ago and that no runner has taken yet.</summary>
    internal int FreshlyWaiting(DateTimeOffset now) => waiting.Values.Count(at => now - at < LagAllowed);
}
