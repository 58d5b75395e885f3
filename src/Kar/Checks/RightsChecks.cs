using Deskrun.Kubernetes.Access;
using Deskrun.Kubernetes.Verbs;
using Deskrun.RunnerContract.Access;
using Kar.Running;

namespace Kar.Checks;

/// <summary>Asks the API server for every right that kar needs.</summary>
internal static class RightsChecks
{
    public static async Task<IReadOnlyList<CheckResult>> RunAsync(
        KubeClient client,
        AccessPlan access,
        Place place,
        CancellationToken cancellation
    )
    {
        List<CheckResult> missing = [];
        var count = 0;
        foreach (var rule in access.Kar)
        {
            var kind = new ResourceKind(rule.Group, "*", rule.Resource, !rule.IsClusterWide);
            foreach (var verb in rule.Verbs)
            {
                count++;
                var space = rule.IsClusterWide ? null : place.Namespace;
                var answer = await KubeAccess.AskAsync(client, verb, kind, space, cancellation: cancellation);
                if (!answer.Allowed)
                {
                    var level = rule.IsOptional ? CheckLevel.Warning : CheckLevel.Error;
                    missing.Add(
                        new CheckResult(
                            level,
                            "rights",
                            $"missing for {rule.Why}: {answer.Question}",
                            "apply what kar rbac prints"
                        )
                    );
                }
            }
        }

        var who = place.IsPod
            ? "kar's service account"
            : "you (in the cluster kar has its service account's rights; run kar check in a Pod to see those)";
        return missing.Count > 0
            ? missing
            : [new CheckResult(CheckLevel.Ok, "rights", $"all {count} rights are there for {who}")];
    }
}
