namespace Deskrun.Installations;

/// <summary>
/// What the user set about the clusters: the key <c>cluster</c> of the configuration file. Null means the default that
/// the code which uses it documents.
/// </summary>
public sealed record ClusterSettings
{
    /// <summary>Namespace of the controller, the scale sets and the runner Pods.</summary>
    public string Namespace { get; init; } = "arc-systems";

    /// <summary>Version of ARC's two charts; null means the pinned one.</summary>
    public string? ArcVersion { get; init; }

    /// <summary>
    /// Where ARC's charts come from: an <c>oci://</c> address, or a folder that holds both charts; null means ARC's own.
    /// </summary>
    public string? ArcCharts { get; init; }

    /// <summary>The registries speak HTTP without TLS (a mirror on this machine).</summary>
    public bool PlainHttp { get; init; }

    /// <summary>Registry that takes the place of the images' own; null leaves them as they are.</summary>
    public string? ImageRegistry { get; init; }

    /// <summary>
    /// The proxy through which the cluster reaches the Actions service: a URL without a password, or <c>none</c>; null
    /// means what the environment of the command names.
    /// </summary>
    public string? Proxy { get; init; }

    /// <summary>What is reached without <see cref="Proxy"/>, separated by commas, as <c>NO_PROXY</c> has it.</summary>
    public string? NoProxy { get; init; }

    /// <summary>
    /// A PEM file of further certificate authorities for the Actions service; null means those of the images alone.
    /// </summary>
    public string? CertificateAuthorities { get; init; }

    /// <summary>Version of KRO's chart; null means the pinned one.</summary>
    public string? KroVersion { get; init; }

    /// <summary>Where KRO's chart comes from: an <c>oci://</c> address or a folder; null means KRO's own.</summary>
    public string? KroChart { get; init; }

    /// <summary>The kar image by reference; null means <see cref="KarArchive"/>, and mode <c>kro</c> needs one of both.</summary>
    public string? KarImage { get; init; }

    /// <summary>An image archive of kar that is loaded into a kind cluster; an absolute path.</summary>
    public string? KarArchive { get; init; }

    /// <summary>What kind starts its nodes with: <c>docker</c> or <c>podman</c>; null means what kind detects.</summary>
    public string? Provider { get; init; }

    /// <summary>The kind node's image; null means kind's own.</summary>
    public string? NodeImage { get; init; }

    /// <summary>Port of the kind cluster's API server on this machine; null means a free one.</summary>
    public int? ApiPort { get; init; }

    /// <summary>A registry on this machine that the kind node uses as a mirror, such as <c>docker.io=http://mirror:5000</c>.</summary>
    public IReadOnlyList<string> RegistryMirrors { get; init; } = [];

    /// <summary>Host folder of the caches, mounted into the kind node; null means <c>~/.cache/deskrun</c>.</summary>
    public string? CacheRoot { get; init; }

    /// <summary>The kind node sees the host's Docker socket.</summary>
    public bool HostDocker { get; init; }

    /// <summary>The kind node sees the host's <c>/nix</c>.</summary>
    public bool HostNix { get; init; }

    /// <summary>Further folders of the host that the kind node sees.</summary>
    public IReadOnlyList<Mount> NodeMounts { get; init; } = [];
}
