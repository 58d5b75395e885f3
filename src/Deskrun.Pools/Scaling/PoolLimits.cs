namespace Deskrun.Pools.Scaling;

/// <summary>How many runners a pool keeps.</summary>
/// <param name="Min">Idle runners kept ready beyond those that jobs need; 0 keeps none.</param>
/// <param name="Max">The most runners at any time, at least 1.</param>
public sealed record PoolLimits(int Min, int Max)
{
    /// <summary>Refuses limits that no pool can keep.</summary>
    /// <exception cref="ArgumentException">Names the limit that is wrong.</exception>
    public PoolLimits Checked() =>
        this switch
        {
            { Max: < 1 } => throw new ArgumentException($"the maximum of runners must be at least 1, not {Max}"),
            { Min: < 0 } => throw new ArgumentException($"the minimum of runners must not be negative: {Min}"),
            _ when Min > Max => throw new ArgumentException(
                $"the minimum of runners ({Min}) is above the maximum ({Max})"
            ),
            _ => this,
        };
}
