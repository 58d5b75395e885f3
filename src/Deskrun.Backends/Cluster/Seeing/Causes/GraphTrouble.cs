using Deskrun.RunnerContract.Graphs;

namespace Deskrun.Backends.Cluster.Seeing.Causes;

/// <summary>Why KRO can't make compute for a scale set. Pure.</summary>
internal static class GraphTrouble
{
    private const int MostConditions = 2;

    /// <summary>The cause; null when the RGD can make compute.</summary>
    public static Blockage? Find(ClusterPicture picture, IReadOnlyList<RunnerGraph> graphs, WantedScaleSet set)
    {
        if (!picture.KroIsThere)
        {
            return new Blockage(BlockKind.Graph, "KRO is not installed in this cluster", "install it with: deskrun up");
        }

        var own = graphs.Where(graph => graph.ScaleSet == set.Name).ToList();
        if (GraphSelection.Pick(own, set.Name, out var graph) is { } problem)
        {
            return new Blockage(
                BlockKind.Graph,
                problem,
                own.Count == 0 ? "or apply the installation's template: deskrun up" : "then: deskrun up"
            );
        }

        var readiness = GraphReadiness.Judge(graph!);
        var quotes = string.Join("; ", readiness.Conditions.Take(MostConditions));
        return readiness.State switch
        {
            GraphReadinessState.Broken => new Blockage(
                BlockKind.Graph,
                $"the RGD {graph!.Name} is not Active: {SeenEvents.OneLine(quotes)}",
                $"mend the template of {set.Installation}, then: deskrun up"
            ),
            GraphReadinessState.Settling when graph!.Conditions.Count == 0 => new Blockage(
                BlockKind.Graph,
                $"KRO has not looked at the RGD {graph.Name} yet",
                "check KRO's controller: kubectl get pods -A -l app.kubernetes.io/name=kro"
            ),
            _ => null,
        };
    }
}
