namespace Deskrun.Pools.Scaling;

/// <summary>What a pool has.</summary>
/// <param name="Current">Runners that fill a place: starting, idle, busy, or lost with a job that is not over yet.</param>
/// <param name="Idle">Those of them that have no job and may be de-registered.</param>
/// <param name="Room">The most runners that the machine has room for now.</param>
public readonly record struct PoolCount(int Current, int Idle, int Room);
