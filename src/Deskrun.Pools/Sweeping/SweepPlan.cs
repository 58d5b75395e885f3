using Deskrun.Pools.Drivers;
using Deskrun.Pools.Owners;

namespace Deskrun.Pools.Sweeping;

/// <summary>Decides what becomes of compute that a sweep finds. Pure.</summary>
internal static class SweepPlan
{
    /// <param name="found">The compute.</param>
    /// <param name="scaleSet">The scale set of the pool that sweeps; null when no pool does.</param>
    /// <param name="me">The owner that sweeps.</param>
    /// <param name="isMine">Whether the pool attends to a runner of this name.</param>
    /// <param name="isHeld">Whether an owner lives.</param>
    internal static SweepAction Judge(
        RunnerInstance found,
        string? scaleSet,
        string me,
        Func<string, bool> isMine,
        Func<string, bool> isHeld
    )
    {
        var ours = found.ScaleSet == scaleSet;
        if (found.Owner == me)
        {
            // Ours, and yet nobody attends to it: left by a stop that failed, or by an earlier process of this name.
            return !ours || isMine(found.Name) ? SweepAction.Leave
                : found.IsAlive && OwnerName.KindOf(me) is OwnerKind.Up ? SweepAction.Ask
                : SweepAction.Remove;
        }

        if (isHeld(found.Owner) || (ours && isMine(found.Name)))
        {
            return SweepAction.Leave;
        }

        if (!found.IsAlive || OwnerName.KindOf(found.Owner) is OwnerKind.Run)
        {
            return SweepAction.Remove;
        }

        return ours ? SweepAction.Ask : SweepAction.Leave;
    }
}
