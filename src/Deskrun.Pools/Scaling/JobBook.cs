using Deskrun.GitHub.ScaleSets;

namespace Deskrun.Pools.Scaling;

/// <summary>
/// The jobs that messages named, so that a repeated message is told once. It never decides how many runners there
/// should be.
/// </summary>
internal sealed class JobBook
{
    private const int Remembered = 1000;
    private readonly Dictionary<string, DateTimeOffset> read = [];
    private readonly HashSet<string> over = [];
    private readonly Queue<string> overOrder = [];

    /// <returns>True when the job was not known to wait before.</returns>
    internal bool Assigned(JobAssigned job, DateTimeOffset now) => read.TryAdd(job.JobId, now);

    /// <returns>How long ago its first message was read; null when none was.</returns>
    internal TimeSpan? Started(JobStarted job, DateTimeOffset now) =>
        read.TryGetValue(job.JobId, out var at) ? now - at : null;

    /// <returns>True at the first time only: the message may come again.</returns>
    internal bool Completed(JobCompleted job)
    {
        var known = read.Remove(job.JobId);
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
}
