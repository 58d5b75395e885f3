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
        string? serviceAccount,
        CancellationToken cancellation
    )
    {
        try
        {
            return await AskAllAsync(client, access, place, serviceAccount, cancellation);
        }
        catch (KubeException e) when (e.Forbidden && serviceAccount is not null)
        {
            return
            [
                new CheckResult(
                    CheckLevel.Warning,
                    "rights",
                    $"the rights of service account {serviceAccount} are unknown, because you may not ask for them: {e.Message}",
                    "leave --service-account out in the Pod, or run this as somebody who may create subjectaccessreviews.authorization.k8s.io"
                ),
            ];
        }
    }

    private static async Task<IReadOnlyList<CheckResult>> AskAllAsync(
        KubeClient client,
        AccessPlan access,
        Place place,
        string? serviceAccount,
        CancellationToken cancellation
    )
    {
        var account = serviceAccount is null ? null : new AccountName(place.Namespace, serviceAccount);
        List<CheckResult> missing = [];
        var count = 0;
        foreach (var rule in access.Kar)
        {
            var kind = new ResourceKind(rule.Group, "*", rule.Resource, !rule.IsClusterWide);
            foreach (var verb in rule.Verbs)
            {
                count++;
                var space = rule.IsClusterWide ? null : place.Namespace;
                var answer = await KubeAccess.AskAsync(
                    client,
                    verb,
                    kind,
                    space,
                    account: account,
                    cancellation: cancellation
                );
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

        var who =
            account is not null ? account.User
            : place.IsPod ? "kar's service account"
            : "you; kar in its Pod has its service account's rights: add --service-account NAME to see those";
        return missing.Count > 0
            ? missing
            : [new CheckResult(CheckLevel.Ok, "rights", $"all {count} rights are there for {who}")];
    }
}
