namespace Deskrun.Pools.Scaling;

/// <summary>
/// How many runners a pool should have. Only the service's counts matter: messages are capped, repeated and re-queued,
/// so counting them goes wrong. Source: protocol reference, section 8e.
/// </summary>
public static class PoolScaler
{
    /// <summary><c>min(max, min + assigned)</c>.</summary>
    public static int Desired(PoolLimits limits, int assigned) =>
        (int)Math.Min(limits.Max, (long)limits.Min + Math.Max(0, assigned));

    /// <summary>What to start and what to remove.</summary>
    public static ScalePlan Plan(PoolLimits limits, PoolDemand demand, PoolCount count)
    {
        if (demand.Closed)
        {
            return new ScalePlan(0, 0, count.Idle);
        }

        var desired = Desired(limits, demand.Assigned);
        var start = Math.Max(0, Math.Min(desired, count.Room) - count.Current);

        // A poll that brought something may be followed by more of it; only a quiet service says that idle ones are idle.
        var remove = demand.FromEmptyPoll ? Math.Clamp(count.Current - desired, 0, count.Idle) : 0;
        return new ScalePlan(desired, start, remove);
    }
}
