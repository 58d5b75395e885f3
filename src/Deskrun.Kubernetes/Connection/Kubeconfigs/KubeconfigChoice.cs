namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>Which kubeconfig and which of its contexts.</summary>
public sealed record KubeconfigChoice
{
    /// <summary>One file; null means the list in KUBECONFIG, else <c>~/.kube/config</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The context's name; null means the file's <c>current-context</c>.</summary>
    public string? Context { get; init; }

    /// <summary>Reads a variable of the environment; empty counts as absent.</summary>
    public Func<string, string?> Environment { get; init; } =
        name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
