namespace Deskrun.Pools.Scaling;

/// <summary>What is wanted of a pool.</summary>
/// <param name="Assigned">Jobs of the scale set that wait for a runner or run: the service's own count.</param>
/// <param name="FromEmptyPoll">The last poll brought nothing: the moment at which idle runners may go.</param>
/// <param name="Closed">The pool takes no new jobs.</param>
public readonly record struct PoolDemand(int Assigned, bool FromEmptyPoll, bool Closed);
