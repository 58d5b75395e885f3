using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Rooms;

/// <summary>ARC's finalizers, and the annotations that name what a scale set frees at its end.</summary>
internal static class FakeFinalizers
{
    public const string Set = "autoscalingrunnerset.actions.github.com/finalizer";
    public const string Listener = "autoscalinglistener.actions.github.com/finalizer";
    public const string EphemeralSet = "ephemeralrunnerset.actions.github.com/finalizer";
    public const string Registration = "ephemeralrunner.actions.github.com/runner-registration-finalizer";
    public const string Runner = "ephemeralrunner.actions.github.com/finalizer";

    public static IReadOnlyList<(string Key, ResourceKind Kind)> Dependents { get; } =
    [
        ("manager-role-binding", WellKnown.RoleBindings),
        ("manager-role-name", WellKnown.Roles),
        ("no-permission-service-account-name", WellKnown.ServiceAccounts),
        ("github-secret-name", WellKnown.Secrets),
    ];
}
