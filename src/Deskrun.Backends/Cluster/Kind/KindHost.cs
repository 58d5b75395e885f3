namespace Deskrun.Backends.Cluster.Kind;

/// <summary>What kind and its container engine are run with.</summary>
public sealed record KindHost
{
    /// <summary>Reads a variable of the environment.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Where all time comes from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary><c>docker</c> or <c>podman</c>; null means the first of them that is on PATH.</summary>
    public string? Provider { get; init; }

    /// <summary>How long a question may take.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the making of a cluster may take, its image's download included.</summary>
    public TimeSpan LongestCreate { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a cancelled program may take to end before it is killed.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1.2);

    /// <summary>A program on PATH; null when it isn't there.</summary>
    internal string? OnPath(string name) =>
        (Variable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
}
