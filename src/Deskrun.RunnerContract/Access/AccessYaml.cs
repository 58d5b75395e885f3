using System.Text;

namespace Deskrun.RunnerContract.Access;

/// <summary>Writes rights as Kubernetes YAML: Role, ClusterRole and their bindings, rules of one resource merged.</summary>
public static class AccessYaml
{
    /// <summary>Writes everything for one RGD.</summary>
    /// <param name="plan">The rights.</param>
    /// <param name="name">The name of the roles, such as <c>kar-my-runners</c>.</param>
    /// <param name="space">The runners' namespace.</param>
    /// <param name="account">The service account of the runners' Pods.</param>
    public static string Write(AccessPlan plan, string name, string space, string account)
    {
        var text = new StringBuilder();
        text.Append("# What kar needs to run jobs with this ResourceGraphDefinition, and nothing else.\n");
        Role(text, "ClusterRole", name, null, [.. plan.Kar.Where(r => r.IsClusterWide)], []);
        Binding(text, "ClusterRole", name, null, space, account);
        Role(text, "Role", name, space, [.. plan.Kar.Where(r => !r.IsClusterWide)], []);
        Binding(text, "Role", name, space, space, account);
        text.Append("---\n# What KRO needs for this graph when its chart runs with rbac.mode=aggregation.\n");
        Role(
            text,
            "ClusterRole",
            name + "-kro",
            null,
            plan.Kro,
            ["rbac.kro.run/aggregate-to-controller: \"true\""],
            separator: false
        );
        return text.ToString();
    }

    private static void Role(
        StringBuilder text,
        string kind,
        string name,
        string? space,
        IReadOnlyList<AccessRule> rules,
        IReadOnlyList<string> labels,
        bool separator = true
    )
    {
        text.Append(separator ? "---\n" : "")
            .Append("apiVersion: rbac.authorization.k8s.io/v1\n")
            .Append($"kind: {kind}\n");
        Metadata(text, name, space, labels);
        text.Append("rules:\n");
        foreach (var same in rules.GroupBy(r => (r.Group, r.Resource)))
        {
            var verbs = same.SelectMany(r => r.Verbs).Distinct();
            var why = same.Select(r => r.Why + (r.IsOptional ? " (optional)" : "")).Distinct();
            text.Append($"  # {string.Join("; ", why)}\n");
            text.Append($"  - apiGroups: [\"{same.Key.Group}\"]\n");
            text.Append($"    resources: [\"{same.Key.Resource}\"]\n");
            text.Append($"    verbs: [{string.Join(", ", verbs.Select(v => $"\"{v}\""))}]\n");
        }
    }

    private static void Binding(
        StringBuilder text,
        string role,
        string name,
        string? space,
        string accountSpace,
        string account
    )
    {
        text.Append("---\napiVersion: rbac.authorization.k8s.io/v1\n").Append($"kind: {role}Binding\n");
        Metadata(text, space is null ? $"{name}-{accountSpace}" : name, space, []);
        text.Append($"roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: {role}\n  name: {name}\n");
        text.Append($"subjects:\n  - kind: ServiceAccount\n    name: {account}\n    namespace: {accountSpace}\n");
    }

    private static void Metadata(StringBuilder text, string name, string? space, IReadOnlyList<string> labels)
    {
        text.Append($"metadata:\n  name: {name}\n");
        text.Append(space is null ? "" : $"  namespace: {space}\n");
        text.Append(labels.Count == 0 ? "" : "  labels:\n" + string.Concat(labels.Select(l => $"    {l}\n")));
    }
}
