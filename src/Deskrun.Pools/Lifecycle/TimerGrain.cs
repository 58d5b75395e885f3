namespace Deskrun.Pools.Lifecycle;

/// <summary>
/// Timers count whole milliseconds and take a shorter wait for none. Who waits for a moment that is closer than that
/// would find it still ahead, again and again without a pause, so waits are rounded up.
/// </summary>
internal static class TimerGrain
{
    /// <summary>The wait in whole milliseconds, at least one.</summary>
    internal static TimeSpan RoundUp(TimeSpan wait) =>
        TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds)));
}
