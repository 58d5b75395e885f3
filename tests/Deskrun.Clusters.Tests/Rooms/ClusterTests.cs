namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>Tests on the shared API server run one after the other: CRDs and the processor belong to all of them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ClusterTests
{
    public const string Name = "cluster";
}
