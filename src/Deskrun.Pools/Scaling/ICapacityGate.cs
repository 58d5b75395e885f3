namespace Deskrun.Pools.Scaling;

/// <summary>Says how many runners the machine has room for, beyond what the user configured.</summary>
public interface ICapacityGate
{
    /// <summary>Asked at every poll and before runners are started; must answer at once.</summary>
    /// <param name="current">Runners that this pool has.</param>
    /// <param name="max">The configured maximum.</param>
    CapacityVerdict Room(int current, int max);
}

/// <summary>The room that there is.</summary>
/// <param name="Runners">The most runners, those that exist included.</param>
/// <param name="Reason">Why it is less than the maximum; null when it is not.</param>
public readonly record struct CapacityVerdict(int Runners, string? Reason);

/// <summary>Always has room.</summary>
public sealed class OpenGate : ICapacityGate
{
    /// <inheritdoc />
    public CapacityVerdict Room(int current, int max) => new(max, null);
}
