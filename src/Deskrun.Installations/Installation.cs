using Deskrun.Installations.Credentials;

namespace Deskrun.Installations;

/// <summary>One thing the user added: where its jobs come from, what runs them, and within which limits.</summary>
public sealed record Installation
{
    /// <summary>Its name: the scale set's name, and what <c>runs-on</c> matches.</summary>
    public required string Name { get; init; }

    /// <summary>URL of the repository, organisation or enterprise.</summary>
    public required string Repository { get; init; }

    /// <summary>Where its runners live. A file without it was written by the original tool, which knew kind only.</summary>
    public string Backend { get; init; } = BackendNames.Kind;

    /// <summary>The kubectl context, for backend <c>kubernetes</c>.</summary>
    public string? Context { get; init; }

    /// <summary>Set while it is being moved here from another backend.</summary>
    public MovingFrom? MovingFrom { get; init; }

    /// <summary>The mode as it was written; <see cref="RunnerModes.Parse"/> understands it.</summary>
    public string Mode { get; init; } = "kubernetes";

    /// <summary>Runners that are kept although no job waits.</summary>
    public int MinRunners { get; init; } = 1;

    /// <summary>The most runners at one time.</summary>
    public int MaxRunners { get; init; } = 5;

    /// <summary>How many scale sets it makes. 0 and 1 mean one, named as the installation.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>Folders that outlive a runner.</summary>
    public IReadOnlyList<CachePath> CachePaths { get; init; } = [];

    /// <summary>Host paths that a runner sees.</summary>
    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    /// <summary>The runner's container image; null means the mode's own.</summary>
    public string? Image { get; init; }

    /// <summary>The CPUs a runner asks for and may use, as a Kubernetes quantity such as <c>2</c> or <c>500m</c>.</summary>
    public string? Cpus { get; init; }

    /// <summary>The memory a runner asks for and may use, as a Kubernetes quantity such as <c>4Gi</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Variables that each runner's environment gets, by name.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The file with the RGD of mode <c>kro</c>; an absolute path.</summary>
    public string? Template { get; init; }

    /// <summary>
    /// The work volume of mode <c>kubernetes</c>: <c>none</c> (hooks without a volume), <c>SIZE</c> (the cluster's
    /// default storage class) or <c>CLASS:SIZE</c>; null means the mode's default.
    /// </summary>
    public string? WorkVolume { get; init; }

    /// <summary>Runners of mode <c>cached-privileged-kubernetes</c> see the node's processes.</summary>
    public bool HostPid { get; init; }

    /// <summary>Runners of mode <c>cached-privileged-kubernetes</c> share the node's System V IPC.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Further labels that <c>runs-on</c> may name.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The runner group at the service; null means its default group.</summary>
    public string? RunnerGroup { get; init; }

    /// <summary>The user that runs the jobs of mode <c>process</c> when deskrun runs as root.</summary>
    public string? RunAs { get; init; }

    /// <summary>The user accepted that jobs of mode <c>process</c> read what their user can read.</summary>
    public bool TrustJobs { get; init; }

    /// <summary>Kind of the credential: <c>pat</c> or <c>github-app</c>.</summary>
    public string AuthType { get; init; } = AuthTypes.Pat;

    /// <summary>The GitHub App's client id or app id.</summary>
    public string? AppId { get; init; }

    /// <summary>The GitHub App's installation id; null means that it is found from the URL.</summary>
    public long? AppInstallationId { get; init; }

    /// <summary>Where the token or the private key is found.</summary>
    public CredentialReference Credential { get; init; } = CredentialReference.None;
}
