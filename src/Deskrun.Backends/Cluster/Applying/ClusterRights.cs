using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Access;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Asks the cluster beforehand whether we may do what a plan needs, so that nothing stops half way.</summary>
public static class ClusterRights
{
    /// <summary>The rules that are missing, as they can be put into a Role or ClusterRole; none when all is allowed.</summary>
    /// <exception cref="KubeException">The server did not answer.</exception>
    public static async Task<IReadOnlyList<string>> MissingAsync(
        KubeClient client,
        ClusterPlan plan,
        string space,
        bool hasNamespace,
        CancellationToken cancellation
    )
    {
        var answers = await Task.WhenAll(
            Needed(plan, space, hasNamespace)
                .Select(need =>
                    KubeAccess.AskAsync(client, need.Verb, need.Kind, need.Space, cancellation: cancellation)
                )
        );
        return [.. answers.Where(answer => !answer.Allowed).Select(answer => answer.Question)];
    }

    private static IEnumerable<(string Verb, ResourceKind Kind, string? Space)> Needed(
        ClusterPlan plan,
        string space,
        bool hasNamespace
    )
    {
        if (!hasNamespace)
        {
            yield return ("create", WellKnown.Namespaces, null);
        }

        foreach (var kind in new[] { WellKnown.ConfigMaps, WellKnown.Secrets })
        {
            foreach (var verb in new[] { "list", "create", "patch", "delete" })
            {
                yield return (verb, kind, space);
            }
        }

        foreach (
            var kind in new[]
            {
                WellKnown.ServiceAccounts,
                WellKnown.Roles,
                WellKnown.RoleBindings,
                ArcKinds.RunnerSets,
            }
        )
        {
            yield return ("create", kind, space);
            yield return ("delete", kind, space);
        }

        if (plan.Steps.Any(step => step.Kind != PlanStepKind.Keep && step.Subject == PlanSubject.Controller))
        {
            yield return ("create", Protection.Deployments, space);
            yield return ("patch", WellKnown.CustomResourceDefinitions, null);
            yield return ("create", WellKnown.ClusterRoles, null);
            yield return ("create", WellKnown.ClusterRoleBindings, null);
        }
    }
}
