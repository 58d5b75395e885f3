namespace Deskrun.Pools.Scaling;

/// <summary>
/// Keeps a runner that is broken from being started over and over: after the second failure in a row new ones wait,
/// doubling up to a minute, and only one at a time is tried until one takes a job.
/// </summary>
internal sealed class CrashBackoff(Func<double> jitter)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private long begunAtFailure;

    /// <summary>Failures in a row; those of one burst count once.</summary>
    internal int Failures { get; private set; }

    /// <summary>No runner is started before this.</summary>
    internal DateTimeOffset Until { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>A runner ended without a job.</summary>
    /// <param name="number">Which one of the pool it was.</param>
    /// <param name="newest">How many the pool has begun so far.</param>
    /// <param name="now">The time.</param>
    internal void Failed(long number, long newest, DateTimeOffset now)
    {
        if (number <= begunAtFailure)
        {
            // Begun before we knew of the trouble: it is the same trouble.
            return;
        }

        Failures++;
        begunAtFailure = newest;
        if (Failures >= 2)
        {
            var wait = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(Failures - 2, 10)));
            Until = now + TimeSpan.FromSeconds(wait * (0.8 + (0.4 * jitter())));
        }
    }

    /// <summary>A runner took a job: whatever was wrong is over.</summary>
    /// <returns>True when something was wrong before.</returns>
    internal bool Recovered()
    {
        var was = Failures > 0;
        Failures = 0;
        Until = DateTimeOffset.MinValue;
        return was;
    }

    /// <summary>How many of the wanted runners may be started now.</summary>
    internal int Allowed(int wanted, int starting, DateTimeOffset now) =>
        now < Until ? 0
        : Failures >= 2 ? Math.Min(wanted, Math.Max(0, 1 - starting))
        : wanted;
}
