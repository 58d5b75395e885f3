namespace Deskrun.Backends.Cluster.Kind;

/// <summary>
/// Speaks to the kind program. Every verb throws <see cref="KindException"/> with cause and way out, and
/// <see cref="OperationCanceledException"/> once a cancelled program has ended.
/// </summary>
/// <param name="program">The program.</param>
/// <param name="host">What it is run with.</param>
public sealed class KindCli(KindProgram program, KindHost host)
{
    /// <summary>The names of all clusters of this machine, deskrun's and others.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellation)
    {
        var text = await RunAsync(["get", "clusters"], "listing kind's clusters", host.Longest, cancellation);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Makes a cluster. kind removes what it made when it fails, unless it is told to retain it.</summary>
    /// <param name="configuration">The file with the configuration.</param>
    /// <param name="name">The cluster's name.</param>
    /// <param name="kubeconfig">The file that gets the access to it; no other is touched.</param>
    /// <param name="retain">Leave the nodes of a failed cluster for inspection.</param>
    /// <param name="cancellation">Ends it; what was made by then stays and is to be deleted.</param>
    public Task CreateAsync(
        string configuration,
        string name,
        string kubeconfig,
        bool retain,
        CancellationToken cancellation
    ) =>
        RunAsync(
            [
                "create",
                "cluster",
                "--name",
                name,
                "--config",
                configuration,
                "--kubeconfig",
                kubeconfig,
                "--wait",
                "120s",
                .. retain ? ["--retain"] : Array.Empty<string>(),
            ],
            $"making the kind cluster {name}",
            host.LongestCreate,
            cancellation
        );

    /// <summary>Removes a cluster and the access to it; none of that name is no error.</summary>
    /// <param name="name">The cluster.</param>
    /// <param name="kubeconfig">The file with the access; null means the user's own.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task DeleteAsync(string name, string? kubeconfig, CancellationToken cancellation) =>
        RunAsync(
            [
                "delete",
                "cluster",
                "--name",
                name,
                .. kubeconfig is null ? Array.Empty<string>() : ["--kubeconfig", kubeconfig],
            ],
            $"removing the kind cluster {name}",
            TimeSpan.FromMinutes(2),
            cancellation
        );

    /// <summary>Writes the access to a cluster into a kubeconfig and makes it that file's current context.</summary>
    /// <param name="name">The cluster.</param>
    /// <param name="kubeconfig">The file; null means the user's own.</param>
    /// <param name="cancellation">Ends it.</param>
    public Task ExportAsync(string name, string? kubeconfig, CancellationToken cancellation) =>
        RunAsync(
            [
                "export",
                "kubeconfig",
                "--name",
                name,
                .. kubeconfig is null ? Array.Empty<string>() : ["--kubeconfig", kubeconfig],
            ],
            $"writing the access to the kind cluster {name}",
            host.Longest,
            cancellation
        );

    /// <summary>Copies an image archive into every node.</summary>
    public Task LoadArchiveAsync(string name, string archive, CancellationToken cancellation) =>
        RunAsync(
            ["load", "image-archive", archive, "--name", name],
            $"loading {archive} into the kind cluster {name}",
            TimeSpan.FromMinutes(5),
            cancellation
        );

    private async Task<string> RunAsync(
        IReadOnlyList<string> arguments,
        string act,
        TimeSpan longest,
        CancellationToken cancellation
    )
    {
        var ended = await KindRun.RunAsync(program.Path, arguments, host, longest, cancellation);
        return ended.ExitCode == 0 ? ended.Output : throw KindFailures.Of(act, ended.Errors);
    }
}
