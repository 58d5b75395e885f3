namespace Deskrun.Pools.Scaling;

/// <summary>What to do so that a pool has what is wanted.</summary>
/// <param name="Desired">How many runners there should be.</param>
/// <param name="Start">How many to start.</param>
/// <param name="Remove">How many idle ones to de-register.</param>
public readonly record struct ScalePlan(int Desired, int Start, int Remove);
