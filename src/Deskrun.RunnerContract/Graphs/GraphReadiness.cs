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
                IsSettled(graph) ? GraphReadinessState.Active : GraphReadinessState.Settling,
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

    // Conditions of an older KRO may linger with an old generation, so only those count that every KRO keeps up.
    private static bool IsSettled(RunnerGraph graph)
    {
        return graph.Condition("Ready") is { } ready
            ? IsCurrent(ready)
            : IsCurrent(graph.Condition("KindReady")) && IsCurrent(graph.Condition("ControllerReady"));

        bool IsCurrent(GraphCondition? condition) =>
            condition?.ObservedGeneration is not { } observed || observed >= graph.Generation;
    }
}
