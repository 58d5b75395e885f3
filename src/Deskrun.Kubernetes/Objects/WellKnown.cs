namespace Deskrun.Kubernetes.Objects;

/// <summary>Kinds that every API server has, so that nobody has to ask discovery for them.</summary>
public static class WellKnown
{
    /// <summary>v1 Pod.</summary>
    public static ResourceKind Pods { get; } = new("", "v1", "pods", true, "Pod");

    /// <summary>v1 Secret.</summary>
    public static ResourceKind Secrets { get; } = new("", "v1", "secrets", true, "Secret");

    /// <summary>v1 ConfigMap.</summary>
    public static ResourceKind ConfigMaps { get; } = new("", "v1", "configmaps", true, "ConfigMap");

    /// <summary>v1 Event.</summary>
    public static ResourceKind Events { get; } = new("", "v1", "events", true, "Event");

    /// <summary>v1 Namespace.</summary>
    public static ResourceKind Namespaces { get; } = new("", "v1", "namespaces", false, "Namespace");

    /// <summary>v1 Node.</summary>
    public static ResourceKind Nodes { get; } = new("", "v1", "nodes", false, "Node");

    /// <summary>v1 ServiceAccount.</summary>
    public static ResourceKind ServiceAccounts { get; } = new("", "v1", "serviceaccounts", true, "ServiceAccount");

    /// <summary>batch/v1 Job.</summary>
    public static ResourceKind Jobs { get; } = new("batch", "v1", "jobs", true, "Job");

    /// <summary>rbac.authorization.k8s.io/v1 Role.</summary>
    public static ResourceKind Roles { get; } = new("rbac.authorization.k8s.io", "v1", "roles", true, "Role");

    /// <summary>rbac.authorization.k8s.io/v1 RoleBinding.</summary>
    public static ResourceKind RoleBindings { get; } =
        new("rbac.authorization.k8s.io", "v1", "rolebindings", true, "RoleBinding");

    /// <summary>rbac.authorization.k8s.io/v1 ClusterRole.</summary>
    public static ResourceKind ClusterRoles { get; } =
        new("rbac.authorization.k8s.io", "v1", "clusterroles", false, "ClusterRole");

    /// <summary>rbac.authorization.k8s.io/v1 ClusterRoleBinding.</summary>
    public static ResourceKind ClusterRoleBindings { get; } =
        new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", false, "ClusterRoleBinding");

    /// <summary>apiextensions.k8s.io/v1 CustomResourceDefinition.</summary>
    public static ResourceKind CustomResourceDefinitions { get; } =
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", false, "CustomResourceDefinition");
}
