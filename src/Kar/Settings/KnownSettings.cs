namespace Kar.Settings;

/// <summary>All settings of kar.</summary>
internal static class KnownSettings
{
    public static readonly Setting ScaleSet = new(
        "scale-set-name",
        "s",
        "ACTIONS_RUNNER_SCALE_SET_NAME",
        "required",
        "The scale set whose ResourceGraphDefinition makes the compute."
    )
    {
        Alias = "scale-set",
    };

    public static readonly Setting Runner = new(
        "runner-name",
        "r",
        "RUNNER_NAME",
        "HOSTNAME",
        "The runner's name; the instance gets the same."
    );

    public static readonly Setting Jit = new(
        "actions-runner-input-jitconfig",
        "c",
        "ACTIONS_RUNNER_INPUT_JITCONFIG",
        "required",
        "The runner's JIT config. As a flag: @FILE or - (standard input); a literal can be read by others and warns."
    );

    public static readonly Setting Namespace = new(
        "namespace",
        "n",
        "KAR_NAMESPACE",
        "the Pod's, or the context's",
        "The namespace of the instance; in a Pod no other than the Pod's own."
    );

    public static readonly Setting Provision = new(
        "provision-timeout",
        "",
        "KAR_PROVISION_TIMEOUT",
        "10m",
        "How long the compute may take until it runs."
    );

    public static readonly Setting Job = new(
        "job-timeout",
        "",
        "KAR_JOB_TIMEOUT",
        "144h",
        "How long the compute may run; 0 means without end."
    );

    public static readonly Setting Idle = new(
        "idle-timeout",
        "",
        "KAR_IDLE_TIMEOUT",
        "0",
        "How long the compute may run without a job; 0 means without end."
    );

    public static readonly Setting Cleanup = new(
        "cleanup-timeout",
        "",
        "KAR_CLEANUP_TIMEOUT",
        "5m",
        "How long to wait at the end until everything is gone."
    );

    public static readonly Setting ErrorGrace = new(
        "error-grace",
        "",
        "KAR_ERROR_GRACE",
        "5m",
        "How long KRO may report an error before the compute runs."
    );

    public static readonly Setting GraphCheck = new(
        "graph-check",
        "",
        "KAR_GRAPH_CHECK",
        "1h",
        "How long the instance may be silent until kar looks whether its graph still exists; 0 means never."
    );

    public static readonly Setting JitSecret = new(
        "jit-secret",
        "",
        "KAR_JIT_SECRET",
        "auto",
        "Where the Secret with the JIT config comes from: arc, own, or auto (ARC's in a Pod if the graph takes a key)."
    );

    public static readonly Setting LogFormat = new("log-format", "", "KAR_LOG_FORMAT", "human", "human or json.");

    public static readonly Setting Context = new(
        "context",
        "",
        "KAR_CONTEXT",
        "the current one",
        "The context of the kubeconfig, outside of a cluster."
    );

    public static readonly Setting Kubeconfig = new(
        "kubeconfig",
        "",
        "KAR_KUBECONFIG",
        "KUBECONFIG, ~/.kube/config",
        "The kubeconfig file, outside of a cluster."
    );

    public static readonly Setting PodName = new("", "", "KAR_POD_NAME", "HOSTNAME", "kar's own Pod: metadata.name.");

    public static readonly Setting PodUid = new(
        "",
        "",
        "KAR_POD_UID",
        "read from the API",
        "kar's own Pod: metadata.uid by the downward API, which saves a request."
    );

    public static readonly Setting PodNamespace = new(
        "",
        "",
        "KAR_POD_NAMESPACE",
        "the service account's",
        "kar's own Pod: metadata.namespace."
    );

    public static readonly Setting ServiceAccountFolder = new(
        "",
        "",
        "KAR_SERVICE_ACCOUNT_FOLDER",
        "/var/run/secrets/kubernetes.io/serviceaccount",
        "Where token, ca.crt and namespace are mounted."
    );

    public static readonly Setting TerminationMessage = new(
        "",
        "",
        "KAR_TERMINATION_MESSAGE",
        "/dev/termination-log",
        "The file that gets the outcome in one line; only written where it exists."
    );

    public static readonly Setting ServiceAccount = new(
        "service-account",
        "",
        "",
        "kar",
        "rbac: the service account of the runners' Pods. check: asks for its rights instead of your own."
    );

    public static readonly Setting Output = new("output", "o", "", "text", "check: text or json.");

    public static readonly Setting DryRun = new("dry-run", "", "", "off", "gc: only tell what would be removed.")
    {
        IsSwitch = true,
    };

    /// <summary>All of them, in the order of the help.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        ScaleSet,
        Runner,
        Jit,
        Namespace,
        Provision,
        Job,
        Idle,
        Cleanup,
        ErrorGrace,
        GraphCheck,
        JitSecret,
        LogFormat,
        Context,
        Kubeconfig,
        PodName,
        PodUid,
        PodNamespace,
        ServiceAccountFolder,
        TerminationMessage,
        ServiceAccount,
        Output,
        DryRun,
    ];
}
