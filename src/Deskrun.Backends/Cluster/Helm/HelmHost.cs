namespace Deskrun.Backends.Cluster.Helm;

/// <summary>What Helm is run with.</summary>
public sealed record HelmHost
{
    /// <summary>The kubectl context: never the current one.</summary>
    public required string Context { get; init; }

    /// <summary>The kubeconfig; null means that of the environment.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Where all time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long one call may take: charts are fetched within it.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a cancelled Helm may take to leave its release in order, before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1.2);
}
