namespace Deskrun.RunnerContract;

/// <summary>
/// The names of the runner contract. Everything of ours lives under <c>deskrun.dev/</c>; labels under
/// <c>kro.run/</c> are KRO's own and are only read.
/// </summary>
public static class ContractKeys
{
    /// <summary>The label by which an RGD says for which scale set it makes compute.</summary>
    public const string ScaleSetLabel = "actions.github.com/scale-set-name";

    /// <summary>The prefix of all our labels and annotations.</summary>
    public const string Prefix = "deskrun.dev/";

    /// <summary>Label on everything that kar makes: <c>kar</c>.</summary>
    public const string ManagedBy = Prefix + "managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string ManagedByKar = "kar";

    /// <summary>Label and annotation with the runner's name.</summary>
    public const string Runner = Prefix + "runner";

    /// <summary>Annotation with the scale set's name.</summary>
    public const string ScaleSet = Prefix + "scale-set";

    /// <summary>Annotation with the uid of the Pod that made the object; absent outside a cluster.</summary>
    public const string OwnerUid = Prefix + "owner-uid";

    /// <summary>Annotation with the name of the Pod, or of the machine and process, that made the object.</summary>
    public const string OwnerName = Prefix + "owner";

    /// <summary>Annotation with the time (RFC 3339) after which <c>kar gc</c> removes an object that has no owner.</summary>
    public const string Expires = Prefix + "expires";

    /// <summary>Annotation prefix on kar's own Pod: <c>deskrun.dev/param.cpu: "4"</c> fills the spec field <c>cpu</c>.</summary>
    public const string ParameterPrefix = Prefix + "param.";

    /// <summary>RGD annotation: the id of the resource that is the compute, when several could be.</summary>
    public const string Compute = Prefix + "compute";

    /// <summary>RGD annotation: the container that is the runner, when it is not called <c>runner</c>.</summary>
    public const string Container = Prefix + "container";

    /// <summary>RGD annotation: which source tells the end: <c>status</c>, <c>child</c> or <c>ready</c>.</summary>
    public const string Completion = Prefix + "completion";

    /// <summary>RGD annotations: where in the instance the fields of the contract are.</summary>
    public const string PhasePath = Prefix + "phase-path";

    /// <summary>See <see cref="PhasePath"/>.</summary>
    public const string ExitCodePath = Prefix + "exit-code-path";

    /// <summary>See <see cref="PhasePath"/>.</summary>
    public const string MessagePath = Prefix + "message-path";

    /// <summary>RGD annotations: further words for a phase, separated by commas.</summary>
    public const string RunningValues = Prefix + "running-values";

    /// <summary>See <see cref="RunningValues"/>.</summary>
    public const string SucceededValues = Prefix + "succeeded-values";

    /// <summary>See <see cref="RunningValues"/>.</summary>
    public const string FailedValues = Prefix + "failed-values";

    /// <summary>RGD annotations: limits, as Go durations.</summary>
    public const string ProvisionTimeout = Prefix + "provision-timeout";

    /// <summary>See <see cref="ProvisionTimeout"/>.</summary>
    public const string JobTimeout = Prefix + "job-timeout";

    /// <summary>See <see cref="ProvisionTimeout"/>.</summary>
    public const string IdleTimeout = Prefix + "idle-timeout";

    /// <summary>See <see cref="ProvisionTimeout"/>.</summary>
    public const string CleanupTimeout = Prefix + "cleanup-timeout";

    /// <summary>See <see cref="ProvisionTimeout"/>.</summary>
    public const string ErrorGrace = Prefix + "error-grace";

    /// <summary>Label of the instance that names its set of children (KRO 0.5 and newer).</summary>
    public const string ApplySetId = "applyset.kubernetes.io/id";

    /// <summary>Label of a child: the <see cref="ApplySetId"/> of its instance.</summary>
    public const string ApplySetPartOf = "applyset.kubernetes.io/part-of";

    /// <summary>Labels of a child with the resource id in the RGD, newest spelling first.</summary>
    public static readonly IReadOnlyList<string> NodeIdLabels = ["internal.kro.run/node-id", "kro.run/node-id"];

    /// <summary>Labels of an instance with KRO's version, newest spelling first.</summary>
    public static readonly IReadOnlyList<string> KroVersionLabels =
    [
        "internal.kro.run/kro-version",
        "kro.run/kro-version",
    ];

    /// <summary>Labels of a child with its instance's uid, newest spelling first.</summary>
    public static readonly IReadOnlyList<string> InstanceIdLabels =
    [
        "internal.kro.run/instance-id",
        "kro.run/instance-id",
    ];
}
