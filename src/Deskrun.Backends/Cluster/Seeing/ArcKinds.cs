using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>The kinds that ARC and KRO bring, as far as we look at them.</summary>
public static class ArcKinds
{
    private const string Group = "actions.github.com";
    private const string Version = "v1alpha1";

    /// <summary>A scale set as Helm makes it.</summary>
    public static ResourceKind RunnerSets { get; } =
        new(Group, Version, "autoscalingrunnersets", true, "AutoscalingRunnerSet");

    /// <summary>What ARC makes a listener Pod of.</summary>
    public static ResourceKind Listeners { get; } =
        new(Group, Version, "autoscalinglisteners", true, "AutoscalingListener");

    /// <summary>How many runners ARC keeps for a scale set.</summary>
    public static ResourceKind EphemeralSets { get; } =
        new(Group, Version, "ephemeralrunnersets", true, "EphemeralRunnerSet");

    /// <summary>One runner.</summary>
    public static ResourceKind Runners { get; } = new(Group, Version, "ephemeralrunners", true, "EphemeralRunner");

    /// <summary>The templates of KRO.</summary>
    public static ResourceKind Graphs { get; } =
        new("kro.run", "v1alpha1", "resourcegraphdefinitions", false, "ResourceGraphDefinition");

    /// <summary>The limits of a namespace.</summary>
    public static ResourceKind Quotas { get; } = new("", "v1", "resourcequotas", true, "ResourceQuota");

    /// <summary>Label of everything that belongs to a scale set.</summary>
    public const string ScaleSetLabel = "actions.github.com/scale-set-name";

    /// <summary>Annotation of an AutoscalingRunnerSet once it is registered at the service.</summary>
    public const string ScaleSetIdAnnotation = "runner-scale-set-id";

    /// <summary>Label that says what a Pod of ARC is.</summary>
    public const string ComponentLabel = "app.kubernetes.io/component";

    /// <summary><see cref="ComponentLabel"/> of the controller's Pod.</summary>
    public const string ControllerComponent = "controller-manager";

    /// <summary><see cref="ComponentLabel"/> of a listener and its Pod.</summary>
    public const string ListenerComponent = "runner-scale-set-listener";

    /// <summary>Label that names the product which a Pod is a part of.</summary>
    public const string PartOfLabel = "app.kubernetes.io/part-of";

    /// <summary><see cref="PartOfLabel"/> of the controller's Pod.</summary>
    public const string ControllerPartOf = "gha-rs-controller";
}
