namespace Deskrun.RunnerContract.Graphs;

/// <summary>Picks the one RGD of a scale set, or says in words why there is none to pick.</summary>
public static class GraphSelection
{
    /// <summary>Picks the RGD.</summary>
    /// <param name="labelled">The RGDs whose label names the scale set.</param>
    /// <param name="scaleSet">The scale set.</param>
    /// <param name="graph">The RGD, when there is exactly one.</param>
    /// <returns>Null, or what is wrong and how to repair it.</returns>
    public static string? Pick(IReadOnlyList<RunnerGraph> labelled, string scaleSet, out RunnerGraph? graph)
    {
        graph = labelled.Count == 1 ? labelled[0] : null;
        return labelled.Count switch
        {
            0 => $"no ResourceGraphDefinition has the label {ContractKeys.ScaleSetLabel}={scaleSet}; "
                + $"put it on the one for this scale set: kubectl label rgd NAME {ContractKeys.ScaleSetLabel}={scaleSet}",
            1 => null,
            _ => $"{labelled.Count} ResourceGraphDefinitions have the label {ContractKeys.ScaleSetLabel}={scaleSet}: "
                + string.Join(", ", labelled.Select(g => $"{g.Name} ({g.Kind}, {StateOf(g)})"))
                + $"; exactly one may: kubectl label rgd NAME {ContractKeys.ScaleSetLabel}- takes it off",
        };
    }

    /// <summary>Says which scale sets the cluster's RGDs name, to complete the message about none.</summary>
    public static string Describe(IReadOnlyList<RunnerGraph> all) =>
        all.Count == 0
            ? "the cluster has no ResourceGraphDefinition at all"
            : "seen: "
                + string.Join(
                    ", ",
                    all.Select(g => $"{g.Name} ({(g.ScaleSet.Length > 0 ? "for " + g.ScaleSet : "without the label")})")
                );

    private static string StateOf(RunnerGraph graph) => graph.State.Length > 0 ? graph.State : "no state";
}
