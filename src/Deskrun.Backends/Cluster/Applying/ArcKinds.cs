using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Applying;

/// <summary>The kinds of ARC and KRO, and the marks that ARC puts on objects.</summary>
public static class ArcKinds
{
    /// <summary>The scale sets.</summary>
    public static ResourceKind ScaleSets { get; } = Of("autoscalingrunnersets", "AutoscalingRunnerSet");

    /// <summary>What listens for a scale set, in the controller's namespace.</summary>
    public static ResourceKind Listeners { get; } = Of("autoscalinglisteners", "AutoscalingListener");

    /// <summary>The runners of a scale set as a number.</summary>
    public static ResourceKind RunnerSets { get; } = Of("ephemeralrunnersets", "EphemeralRunnerSet");

    /// <summary>One runner each.</summary>
    public static ResourceKind Runners { get; } = Of("ephemeralrunners", "EphemeralRunner");

    /// <summary>KRO's templates.</summary>
    public static ResourceKind Graphs { get; } =
        new("kro.run", "v1alpha1", "resourcegraphdefinitions", false, "ResourceGraphDefinition");

    /// <summary>apps/v1 Deployment.</summary>
    public static ResourceKind Deployments { get; } = new("apps", "v1", "deployments", true, "Deployment");

    /// <summary>The finalizer on what a scale set needs until it is gone.</summary>
    public const string CleanupFinalizer = "actions.github.com/cleanup-protection";

    /// <summary>Label with the scale set's name, on everything that the chart makes.</summary>
    public const string ScaleSetLabel = "actions.github.com/scale-set-name";

    /// <summary>Annotation of a scale set once the service knows it.</summary>
    public const string ScaleSetId = "runner-scale-set-id";

    /// <summary>The kinds of a scale set's release that carry the finalizer, in the order in which they may go.</summary>
    public static IReadOnlyList<ResourceKind> Protected { get; } =
    [WellKnown.RoleBindings, WellKnown.Roles, WellKnown.ServiceAccounts, WellKnown.Secrets];

    private static ResourceKind Of(string plural, string kind) =>
        new("actions.github.com", "v1alpha1", plural, true, kind);
}
