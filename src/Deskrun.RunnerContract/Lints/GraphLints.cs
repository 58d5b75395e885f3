using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Lints;

/// <summary>All checks of an RGD that need nothing but the RGD.</summary>
public static class GraphLints
{
    /// <summary>Runs them.</summary>
    public static IReadOnlyList<GraphLint> Run(RunnerGraph graph, ContractSettings settings, CompletionPlan plan) =>
        [
            .. Schema(graph, plan),
            .. graph.Nodes.SelectMany(NameLints.Run),
            .. graph.Nodes.Where(n => !n.IsExternal).SelectMany(n => TemplateLints.Run(graph, n)),
            .. graph.Nodes.SelectMany(n => Readiness(graph, n)),
            .. graph.Nodes.SelectMany(n => ComputeLints.Run(n, settings)),
            .. SecretLints.Run(graph),
        ];

    private static IEnumerable<GraphLint> Schema(RunnerGraph graph, CompletionPlan plan)
    {
        if (graph.IsClusterScoped)
        {
            yield return new(
                "schema.scope",
                "a cluster-scoped kind is refused: kar's Pod cannot own it",
                "remove scope: Cluster"
            );
        }

        if (plan.Source == CompletionSource.None)
        {
            yield return new("schema.status", plan.Why, "project the compute's phase: status: { phase: ${…} }");
        }

        if (plan.Source == CompletionSource.Ready)
        {
            yield return new(
                ContractKeys.Completion,
                "ACTIVE comes equally after success and after failure: every end counts as success",
                "project phase and exitCode instead"
            );
        }

        if (graph.StatusSchema.At("state") is not null)
        {
            yield return new(
                "schema.status.state",
                "KRO writes state itself; the RGD's own is never written",
                "call it phase"
            );
        }

        if (!graph.Declares("jitConfigSecretName"))
        {
            yield return new(
                "schema.spec",
                "no field jitConfigSecretName: the compute cannot get its JIT config",
                "declare jitConfigSecretName: string | required=true"
            );
        }

        foreach (var field in graph.SpecFields.Where(f => f.Type.Length == 0))
        {
            yield return new(
                $"schema.spec.{field.Name}",
                "the field has no type",
                "write it like: string | required=true"
            );
        }
    }

    private static IEnumerable<GraphLint> Readiness(RunnerGraph graph, GraphNode node)
    {
        var waits = string.Join(" ", node.ReadyWhen);
        var ends = _endWords.Any(word => waits.Contains(word, StringComparison.OrdinalIgnoreCase));
        var begins = _runWords.Any(word => waits.Contains(word, StringComparison.OrdinalIgnoreCase));
        if (ends && !begins)
        {
            yield return new(
                $"{node.Id}.readyWhen",
                "it turns true only at the end: KRO then reconciles the instance every 3 s for the whole job",
                "let it be true from Running on, and stay true"
            );
        }

        if (
            node
                .IncludeWhen.SelectMany(Expressions.Roots)
                .FirstOrDefault(r => graph.Nodes.Any(n => n.IsExternal && n.Id == r)) is
            { } root
        )
        {
            yield return new(
                $"{node.Id}.includeWhen",
                $"it depends on the external {root}: when that vanishes, deleting the instance can hang",
                "decide by schema.* only"
            );
        }
    }

    private static readonly string[] _endWords = ["Succeeded", "Failed", "Complete", "terminated", "completionTime"];
    private static readonly string[] _runWords = ["Running", "active", "conditions)", "started"];
}
