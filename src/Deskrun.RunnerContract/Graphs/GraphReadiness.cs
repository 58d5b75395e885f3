namespace Deskrun.RunnerContract.Graphs;

/// <summary>Whether an RGD can make compute now.</summary>
/// <param name="State">The answer.</param>
/// <param name="Conditions">The RGD's own conditions that explain it, as lines to quote.</param>
public sealed record GraphReadiness(GraphReadinessState State, IReadOnlyList<string> Conditions)
{
    /// <summary>Judges an RGD by its status.</summary>
    public static GraphReadiness Judge(RunnerGraph graph)
    {
        var quotes = graph.Conditions.Where(c => c.Status != "True").Select(c => c.ToString()).ToList();
        if (graph.State == "Active")
        {
            return new GraphReadiness(
                graph.Conditions.Any(c => c.ObservedGeneration < graph.Generation)
                    ? GraphReadinessState.Settling
                    : GraphReadinessState.Active,
                quotes
            );
        }

        // A spec that fails validation makes no revision: the last one that was good goes on serving instances.
        if (IsFalse("GraphAccepted") && IsTrue("KindReady") && IsTrue("ControllerReady"))
        {
            return new GraphReadiness(GraphReadinessState.LastGoodRevision, quotes);
        }

        return new GraphReadiness(
            graph.Conditions.Any(c => c.Status == "False") ? GraphReadinessState.Broken : GraphReadinessState.Settling,
            quotes
        );

        bool IsTrue(string type) => graph.Condition(type)?.Status == "True";
        bool IsFalse(string type) => graph.Condition(type)?.Status == "False";
    }
}
