namespace Deskrun.Kubernetes.Connection;

/// <summary>Where a Pod finds its service account.</summary>
public sealed record InClusterPlace
{
    /// <summary>The folder with <c>token</c>, <c>ca.crt</c> and <c>namespace</c>.</summary>
    public string Folder { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Reads a variable of the environment; empty counts as absent.</summary>
    public Func<string, string?> Environment { get; init; } =
        name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>Whether we run in a Pod that has a service account.</summary>
    public bool IsThere => Environment("KUBERNETES_SERVICE_HOST") is not null && File.Exists(Part("token"));

    internal string Part(string name) => Path.Combine(Folder, name);
}
