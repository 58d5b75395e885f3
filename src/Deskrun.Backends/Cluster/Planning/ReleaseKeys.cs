namespace Deskrun.Backends.Cluster.Planning;

/// <summary>The names by which our objects are known in a cluster.</summary>
public static class ReleaseKeys
{
    /// <summary>Label on everything that deskrun makes.</summary>
    public const string ManagedBy = "deskrun.dev/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Deskrun = "deskrun";

    /// <summary>Label: the installation that an object belongs to.</summary>
    public const string Installation = "deskrun.dev/installation";

    /// <summary>Label: the scale set that an object belongs to.</summary>
    public const string ScaleSet = "deskrun.dev/scale-set";

    /// <summary>Label: the home whose configuration asked for an object. Several homes may share a cluster.</summary>
    public const string Home = "deskrun.dev/home";

    /// <summary>Label of runner Pods with the installation's name, for <c>kubectl -l app=NAME</c>.</summary>
    public const string App = "app";

    /// <summary>Annotation of a release's ConfigMap: <see cref="ScaleSetRelease.Hash"/>.</summary>
    public const string Hash = "deskrun.dev/hash";

    /// <summary>Annotation of a release's ConfigMap: the chart's version.</summary>
    public const string ChartVersion = "deskrun.dev/chart-version";

    /// <summary>Annotation of a release's ConfigMap: <c>applying</c>, <c>applied</c> or <c>removing</c>.</summary>
    public const string State = "deskrun.dev/state";

    /// <summary>Annotation of runner Pods: the hash of the hook extension, so that a changed one replaces idle runners.</summary>
    public const string HooksHash = "deskrun.dev/hooks-hash";

    /// <summary>Name of the Helm release of ARC's controller.</summary>
    public const string ControllerRelease = "deskrun-arc";

    /// <summary>Name of the Helm release of KRO.</summary>
    public const string KroRelease = "kro";

    /// <summary>KRO's namespace.</summary>
    public const string KroNamespace = "kro-system";

    /// <summary>Name of the ConfigMap that says that a release is ours.</summary>
    public static string ReleaseMap(string release) => $"deskrun-release-{release}";

    /// <summary>Name of an installation's Secret with its credential for GitHub.</summary>
    public static string Secret(string installation) => $"deskrun-{installation}-github";

    /// <summary>Name of the ConfigMap with further certificate authorities of a scale set.</summary>
    public static string Authorities(string scaleSet) => $"deskrun-ca-{scaleSet}";

    /// <summary>Name of the ConfigMap with a scale set's hook extension.</summary>
    public static string Hooks(string scaleSet) => $"deskrun-hooks-{scaleSet}";
}
