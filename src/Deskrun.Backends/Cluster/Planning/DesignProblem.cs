namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Why an installation can't be on the cluster, with the way out.</summary>
/// <param name="Installation">The installation; empty when it concerns all of them.</param>
/// <param name="Message">The reason and the way out.</param>
public sealed record DesignProblem(string Installation, string Message);
