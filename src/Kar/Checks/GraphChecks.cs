using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Lints;
using Deskrun.RunnerContract.Secrets;
using Kar.Finding;
using Kar.Running;

namespace Kar.Checks;

/// <summary>The checks that need nothing but the RGD; pure.</summary>
internal static class GraphChecks
{
    public static IEnumerable<CheckResult> Run(RunnerGraph graph, bool inPod, IReadOnlyCollection<string> parameters)
    {
        yield return Readiness(graph);
        yield return Age(graph);
        var contract = ContractSettings.Read(graph);
        foreach (var problem in contract.Problems)
        {
            yield return new CheckResult(CheckLevel.Error, "annotations", problem, "correct or remove the annotation");
        }

        var plan = CompletionPlan.Decide(graph, contract);
        var level = plan.Source == CompletionSource.None ? CheckLevel.Warning : CheckLevel.Ok;
        yield return new CheckResult(
            level,
            "completion",
            $"the end is told by {plan.Source.ToString().ToLowerInvariant()}: {plan.Why}"
        );
        var secret = SecretRoute.Choose(graph, "<runner>", arcMadeOne: inPod);
        yield return Secret(secret);
        foreach (var field in Fields(graph, secret, inPod, parameters))
        {
            yield return field;
        }

        foreach (var lint in GraphLints.Run(graph, contract, plan))
        {
            yield return new CheckResult(CheckLevel.Warning, lint.Where, lint.Text, lint.Fix);
        }
    }

    private static CheckResult Readiness(RunnerGraph graph)
    {
        var readiness = GraphReadiness.Judge(graph);
        var quotes = readiness.Conditions.Count > 0 ? ": " + string.Join("; ", readiness.Conditions) : "";
        return readiness.State switch
        {
            GraphReadinessState.Active => new(CheckLevel.Ok, "graph", $"{graph.Name} is Active"),
            GraphReadinessState.LastGoodRevision => new(
                CheckLevel.Warning,
                "graph",
                $"{graph.Name} is not accepted; KRO serves its last good revision{quotes}",
                "repair the graph"
            ),
            GraphReadinessState.Settling => new(
                CheckLevel.Warning,
                "graph",
                $"KRO has not finished looking at {graph.Name}{quotes}",
                "wait; if it stays, see whether KRO runs"
            ),
            _ => new(
                CheckLevel.Error,
                "graph",
                $"{graph.Name} is not Active{quotes}",
                "repair what the conditions say"
            ),
        };
    }

    private static CheckResult Age(RunnerGraph graph) =>
        KroAges.Judge(graph) switch
        {
            KroAge.Current => new(CheckLevel.Ok, "kro", "KRO is 0.9 or newer"),
            KroAge.Older => new(CheckLevel.Warning, "kro", KroAges.OlderWarning, "upgrade KRO"),
            KroAge.TooOld => new(CheckLevel.Error, "kro", KroAges.Refusal, "upgrade KRO"),
            _ => new(CheckLevel.Error, "kro", "KRO has written no condition on the graph", "see whether KRO runs"),
        };

    private static CheckResult Secret(SecretRoute secret) =>
        secret.Kind switch
        {
            SecretRouteKind.Arc => new(
                CheckLevel.Ok,
                "secret",
                $"the graph reads ARC's own Secret (key {secret.Key}); kar needs no right on Secrets"
            ),
            SecretRouteKind.Own => new(
                CheckLevel.Ok,
                "secret",
                $"kar makes the Secret {secret.Name} (key {secret.Key}) and deletes it at the end"
            ),
            _ => new(
                CheckLevel.Error,
                "secret",
                "the graph takes no Secret: no runner can register",
                "declare jitConfigSecretName"
            ),
        };

    private static IEnumerable<CheckResult> Fields(
        RunnerGraph graph,
        SecretRoute secret,
        bool inPod,
        IReadOnlyCollection<string> parameters
    )
    {
        var pod = inPod ? new Owner("x", "x", "x") : null;
        var known = SpecBuilder.Known(secret, new Identity("x", "x", "x", pod, "", default));
        foreach (var field in graph.SpecFields)
        {
            var filled =
                known.ContainsKey(field.Name) || parameters.Contains(field.Name, StringComparer.OrdinalIgnoreCase);
            var text = $"{field.Name}: {field.Type}";
            yield return filled ? new(CheckLevel.Ok, "field", text + ", filled by kar")
            : field is { Required: true, HasDefault: false }
                ? new(
                    CheckLevel.Warning,
                    "field",
                    text + " is required and not filled by kar itself",
                    $"set KAR_PARAM_{field.Name} on the runner's container, or the annotation {ContractKeys.ParameterPrefix}{field.Name} on its Pod"
                )
            : new(CheckLevel.Ok, "field", text + (field.HasDefault ? ", has a default" : ", optional"));
        }
    }
}
