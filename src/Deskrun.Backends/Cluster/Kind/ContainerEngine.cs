namespace Deskrun.Backends.Cluster.Kind;

/// <summary>A container that is a node of a kind cluster.</summary>
/// <param name="Name">The container's name.</param>
/// <param name="State">The engine's word for its state, such as <c>running</c> or <c>exited</c>.</param>
/// <param name="Since">The engine's sentence about it, such as <c>Exited (137) 2 hours ago</c>.</param>
public sealed record NodeContainer(string Name, string State, string Since)
{
    /// <summary>Whether it runs.</summary>
    public bool IsRunning => State == "running";
}

/// <summary>Docker or Podman, in which kind's nodes are containers.</summary>
/// <param name="Name"><c>docker</c> or <c>podman</c>.</param>
/// <param name="Path">The program's path.</param>
public sealed record ContainerEngine(string Name, string Path)
{
    private const string ClusterLabel = "io.x-k8s.kind.cluster";
    private static readonly string[] Both = ["docker", "podman"];

    /// <summary>Finds the one that the settings name, else Docker, else Podman.</summary>
    /// <exception cref="KindException">None is there; the message says how to get one.</exception>
    public static ContainerEngine Find(KindHost host)
    {
        var names = host.Provider is { } wanted ? [wanted] : Both;
        return names
                .Select(name => host.OnPath(name) is { } path ? new ContainerEngine(name, path) : null)
                .FirstOrDefault(found => found is not null)
            ?? throw new KindException(
                KindFailure.Missing,
                $"{string.Join(" and ", names)} {(names.Length > 1 ? "are" : "is")} not on PATH, and kind's nodes are "
                    + "containers. Install Docker (https://docs.docker.com/engine/install/; on Debian: apt-get install "
                    + "docker.io) or Podman"
            );
    }

    /// <summary>Every one in which the cluster may be: the one that the settings name, else all that are there.</summary>
    /// <exception cref="KindException">None is there; the message says how to get one.</exception>
    public static IReadOnlyList<ContainerEngine> FindAll(KindHost host)
    {
        var all = host.Provider is null
            ? Both.Select(name => host.OnPath(name) is { } path ? new ContainerEngine(name, path) : null)
                .OfType<ContainerEngine>()
                .ToList()
            : [];
        return all.Count > 0 ? all : [Find(host)];
    }

    /// <summary>Asks whether the engine answers.</summary>
    /// <returns>Its version.</returns>
    /// <exception cref="KindException">It doesn't; the message says the way out.</exception>
    public async Task<string> CheckAsync(KindHost host, CancellationToken cancellation)
    {
        var format = Name == "docker" ? "{{.Server.Version}}" : "{{.Version.Version}}";
        var verb = Name == "docker" ? "version" : "info";
        var asked = await KindRun.RunAsync(Path, [verb, "--format", format], host, host.Longest, cancellation);
        return asked.ExitCode == 0 ? asked.Output.Trim() : throw Silent(asked.Errors);
    }

    /// <summary>The nodes of a cluster, running or not.</summary>
    /// <exception cref="KindException">The engine doesn't answer.</exception>
    public async Task<IReadOnlyList<NodeContainer>> NodesAsync(
        string cluster,
        KindHost host,
        CancellationToken cancellation
    )
    {
        var asked = await KindRun.RunAsync(
            Path,
            [
                "ps",
                "--all",
                "--filter",
                $"label={ClusterLabel}={cluster}",
                "--format",
                "{{.Names}}\t{{.State}}\t{{.Status}}",
            ],
            host,
            host.Longest,
            cancellation
        );
        return asked.ExitCode == 0 ? Parse(asked.Output) : throw Silent(asked.Errors);
    }

    /// <summary>Starts a stopped node.</summary>
    /// <exception cref="KindException">It doesn't start; the message quotes the engine.</exception>
    public async Task StartAsync(string node, KindHost host, CancellationToken cancellation)
    {
        var started = await KindRun.RunAsync(Path, ["start", node], host, host.Longest, cancellation);
        if (started.ExitCode != 0)
        {
            throw new KindException(
                KindFailure.Host,
                $"the node {node} doesn't start: {started.Errors}; if it stays so, make the cluster again: "
                    + "deskrun cluster delete --now, then deskrun cluster create and deskrun up"
            );
        }
    }

    /// <summary>Whether a node has an image under that name.</summary>
    public async Task<bool> HasImageAsync(string node, string reference, KindHost host, CancellationToken cancellation)
    {
        var asked = await KindRun.RunAsync(
            Path,
            ["exec", node, "ctr", "--namespace=k8s.io", "images", "ls", "--quiet", $"name=={reference}"],
            host,
            host.Longest,
            cancellation
        );
        return asked.ExitCode == 0 && asked.Output.Contains(reference, StringComparison.Ordinal);
    }

    /// <summary>Reads the engine's lines.</summary>
    internal static IReadOnlyList<NodeContainer> Parse(string lines) =>
        [
            .. lines
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split('\t'))
                .Where(parts => parts.Length == 3)
                .Select(parts => new NodeContainer(parts[0], parts[1].ToLowerInvariant(), parts[2])),
        ];

    private KindException Silent(string errors)
    {
        var way =
            Name == "podman" ? "start it with: systemctl --user start podman.socket, or: podman machine start"
            : errors.Contains("permission denied", StringComparison.OrdinalIgnoreCase)
                ? "this user must be in the group docker (sudo usermod -aG docker $USER, then log in again)"
            : "start it with: sudo systemctl start docker, or start Docker Desktop";
        return new KindException(KindFailure.Daemon, $"{Name} doesn't answer: {errors.Split('\n')[^1].Trim()}; {way}");
    }
}
