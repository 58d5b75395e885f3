using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>How ARC keeps what a scale set needs until the set is gone.</summary>
public static class Protection
{
    /// <summary>The finalizer on what a scale set needs until it is gone.</summary>
    public const string CleanupFinalizer = "actions.github.com/cleanup-protection";

    /// <summary>The kinds of a scale set's release that carry the finalizer, in the order in which they may go.</summary>
    public static IReadOnlyList<ResourceKind> Kinds { get; } =
    [WellKnown.RoleBindings, WellKnown.Roles, WellKnown.ServiceAccounts, WellKnown.Secrets];

    /// <summary>apps/v1 Deployment.</summary>
    internal static ResourceKind Deployments { get; } = new("apps", "v1", "deployments", true, "Deployment");
}
