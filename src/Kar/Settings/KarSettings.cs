namespace Kar.Settings;

/// <summary>What a run was told, checked. Null limits are the graph's or the default.</summary>
internal sealed record KarSettings
{
    public required string ScaleSet { get; init; }
    public required string Runner { get; init; }
    public JitConfig? Jit { get; init; }
    public string? Namespace { get; init; }
    public TimeSpan? Provision { get; init; }
    public TimeSpan? Job { get; init; }
    public TimeSpan? Idle { get; init; }
    public TimeSpan? Cleanup { get; init; }
    public TimeSpan? ErrorGrace { get; init; }
    public TimeSpan? GraphCheck { get; init; }
    public string JitSecret { get; init; } = "auto";
    public bool JsonLogs { get; init; }
    public string? Context { get; init; }
    public string? Kubeconfig { get; init; }
    public string? PodName { get; init; }
    public string? PodUid { get; init; }
    public string? PodNamespace { get; init; }
    public string? ServiceAccountFolder { get; init; }
    public string TerminationMessage { get; init; } = "/dev/termination-log";
    public string? ServiceAccount { get; init; }
    public bool JsonOutput { get; init; }
    public bool DryRun { get; init; }

    /// <summary>Further spec fields, by the name after <c>KAR_PARAM_</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What to warn of before anything begins.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
