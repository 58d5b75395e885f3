using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Access;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>Asks the cluster beforehand whether we may do what a plan needs, so that nothing stops half way.</summary>
public static class ClusterRights
{
    private static readonly string[] _written = ["create", "patch", "delete"];

    /// <summary>What stands beside a release, by kind.</summary>
    private static readonly Dictionary<string, ResourceKind> _beside = new ResourceKind[]
    {
        WellKnown.ServiceAccounts,
        WellKnown.Roles,
        WellKnown.RoleBindings,
        WellKnown.ClusterRoles,
        WellKnown.ClusterRoleBindings,
        ArcKinds.Graphs,
    }.ToDictionary(kind => kind.Kind);

    /// <summary>The rules that are missing, as they can be put into a Role or ClusterRole; none when all is allowed.</summary>
    /// <param name="client">Speaks to the cluster.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="design">What should be there in the end.</param>
    /// <param name="space">Our namespace.</param>
    /// <param name="hasNamespace">Whether it is there.</param>
    /// <param name="cancellation">Ends the requests.</param>
    /// <exception cref="KubeException">The server did not answer.</exception>
    public static async Task<IReadOnlyList<string>> MissingAsync(
        KubeClient client,
        ClusterPlan plan,
        ClusterDesign design,
        string space,
        bool hasNamespace,
        CancellationToken cancellation
    )
    {
        var needed = hasNamespace ? [] : new List<Need> { new("create", WellKnown.Namespaces, null) };
        needed.AddRange(Always(space));
        foreach (var step in plan.Steps.Where(step => step.Kind != PlanStepKind.Keep))
        {
            needed.AddRange(
                step.Subject switch
                {
                    PlanSubject.Controller => OfController(space),
                    PlanSubject.Kro => OfKro(),
                    PlanSubject.ScaleSet => OfScaleSet(
                        space,
                        design.ScaleSets.FirstOrDefault(each => each.Name == step.Name)
                    ),
                    _ => [],
                }
            );
        }

        var answers = await Task.WhenAll(
            needed
                .Distinct()
                .Select(need =>
                    KubeAccess.AskAsync(client, need.Verb, need.Kind, need.Space, cancellation: cancellation)
                )
        );
        return [.. answers.Where(answer => !answer.Allowed).Select(answer => answer.Question)];
    }

    /// <summary>Records, credentials, and the revisions of Helm.</summary>
    private static IEnumerable<Need> Always(string space) =>
        Each(["list", .. _written], space, WellKnown.ConfigMaps, WellKnown.Secrets);

    /// <summary>It watches its own namespace alone, so that its chart makes nothing outside of it but the CRDs.</summary>
    private static IEnumerable<Need> OfController(string space) =>
        [
            .. Each(
                ["create", "patch"],
                space,
                Protection.Deployments,
                WellKnown.ServiceAccounts,
                WellKnown.Roles,
                WellKnown.RoleBindings
            ),
            new("patch", WellKnown.CustomResourceDefinitions, null),
        ];

    private static IEnumerable<Need> OfKro() =>
        [
            .. Each(["create", "patch"], ReleaseKeys.KroNamespace, Protection.Deployments, WellKnown.ServiceAccounts),
            .. Each(["create", "patch"], null, WellKnown.ClusterRoles, WellKnown.ClusterRoleBindings),
            .. Each(["list", "create", "patch"], ReleaseKeys.KroNamespace, WellKnown.ConfigMaps, WellKnown.Secrets),
            new("patch", WellKnown.CustomResourceDefinitions, null),
        ];

    /// <param name="space">Our namespace.</param>
    /// <param name="wanted">The scale set as it is to be; null for one that is removed.</param>
    private static IEnumerable<Need> OfScaleSet(string space, ScaleSetRelease? wanted) =>
        [
            .. Each(
                _written,
                space,
                WellKnown.ServiceAccounts,
                WellKnown.Roles,
                WellKnown.RoleBindings,
                ArcKinds.RunnerSets
            ),
            new("list", ArcKinds.Runners, space),
            .. (wanted?.Manifests ?? [])
                .Select(each => _beside.GetValueOrDefault(each.Text("kind") ?? ""))
                .OfType<ResourceKind>()
                .SelectMany(kind => Each(_written, kind.Namespaced ? space : null, kind)),
        ];

    private static IEnumerable<Need> Each(string[] verbs, string? space, params ResourceKind[] kinds) =>
        from kind in kinds
        from verb in verbs
        select new Need(verb, kind, space);

    private sealed record Need(string Verb, ResourceKind Kind, string? Space);
}
