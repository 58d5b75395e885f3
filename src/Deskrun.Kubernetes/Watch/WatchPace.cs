namespace Deskrun.Kubernetes.Watch;

/// <summary>
/// How long to wait before the next request. A connection that lived and ended as agreed is renewed at once, but never
/// twice within a few seconds; everything else waits for seconds, longer each time.
/// </summary>
internal sealed class WatchPace(TimeProvider timeProvider, Func<double> random)
{
    internal static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    internal static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5);
    private long? lastImmediate;

    /// <summary>Failures in a row.</summary>
    public int Failures { get; private set; }

    /// <summary>Something came through: the next failure counts as the first.</summary>
    public void Worked() => Failures = 0;

    /// <summary>After an end as agreed: nothing to wait for, unless that was the case just now already.</summary>
    public TimeSpan AfterEnd()
    {
        if (lastImmediate is { } last && timeProvider.GetElapsedTime(last) < Spacing)
        {
            return AfterFailure();
        }

        lastImmediate = timeProvider.GetTimestamp();
        return TimeSpan.Zero;
    }

    /// <summary>After anything else.</summary>
    /// <param name="asked">What the server asked to wait.</param>
    public TimeSpan AfterFailure(TimeSpan? asked = null)
    {
        Failures++;
        var backOff = Shortest * Math.Pow(2, Math.Min(Failures - 1, 10));
        backOff = backOff > Longest ? Longest : backOff;
        backOff += backOff * 0.5 * random();
        return asked > backOff ? asked.Value : backOff;
    }
}
