namespace Deskrun.Backends.Cluster.Applying.Waiting;

/// <summary>Waits for what others do, always with a deadline.</summary>
internal static class Wait
{
    /// <summary>Looks again and again until the answer is there.</summary>
    /// <param name="work">Time and pace.</param>
    /// <param name="longest">How long.</param>
    /// <param name="look">Null means not yet.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The answer; null when the time ran out.</returns>
    public static async Task<T?> ForAsync<T>(
        ApplyWork work,
        TimeSpan longest,
        Func<Task<T?>> look,
        CancellationToken cancellation
    )
        where T : class
    {
        var started = work.Time.GetTimestamp();
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            if (work.Time.GetElapsedTime(started) >= longest)
            {
                return null;
            }

            await Task.Delay(work.Patience.Step, work.Time, cancellation);
        }
    }
}
