using System.CommandLine;

namespace Deskrun.Commands.Clusters.Configuring;

/// <summary>The options that say how clusters are: of <c>cluster configure</c> and <c>cluster create</c>.</summary>
internal sealed class SettingsOptions
{
    public Option<string?> Namespace { get; } =
        Text("--namespace", "NAME", "Namespace of the controller, the scale sets and the runner Pods.");

    public Option<string?> ArcVersion { get; } = Text("--arc-version", "VERSION", "Version of ARC's two charts.");

    public Option<string?> ArcCharts { get; } =
        Text(
            "--arc-charts",
            "PLACE",
            "Where ARC's charts come from: an oci:// address, or a folder with both of them."
        );

    public Option<bool> PlainHttp { get; } =
        new("--plain-http") { Description = "The charts' registry speaks HTTP without TLS." };

    public Option<string?> ImageRegistry { get; } =
        Text(
            "--image-registry",
            "REGISTRY",
            "A registry, perhaps with a folder, that takes the place of the images' own."
        );

    public Option<string?> Proxy { get; } =
        Text(
            "--proxy",
            "URL|none",
            "Proxy through which the cluster reaches GitHub. Default: HTTPS_PROXY and HTTP_PROXY of the environment."
        );

    public Option<string?> NoProxy { get; } =
        Text("--no-proxy", "HOSTS", "What is reached without --proxy, separated by commas.");

    public Option<string?> CertificateAuthorities { get; } =
        Text(
            "--ca-file",
            "FILE",
            "PEM file of further certificate authorities for GitHub. Default: those of the images alone."
        );

    public Option<string?> KroVersion { get; } = Text("--kro-version", "VERSION", "Version of KRO's chart.");

    public Option<string?> KroChart { get; } =
        Text("--kro-chart", "PLACE", "Where KRO's chart comes from: an oci:// address, or the folder that holds it.");

    public Option<string?> KarImage { get; } = Text("--kar-image", "REFERENCE", "The kar image of mode kro.");

    public Option<string?> KarArchive { get; } =
        Text("--kar-archive", "FILE", "An archive with the kar image, which is loaded into the kind cluster.");

    public Option<string?> Provider { get; } =
        Text("--provider", "docker|podman", "What the kind nodes run in. Default: the first that is there.");

    public Option<string?> NodeImage { get; } = Text("--node-image", "IMAGE", "The kind node's image.");

    public Option<string?> ApiPort { get; } =
        Text("--api-port", "PORT", "Port of the kind cluster's API server on this machine. Default: a free one.");

    public Option<string[]> RegistryMirrors { get; } =
        List("--registry-mirror", "REGISTRY=URL", "A mirror that the kind node asks first. Repeatable.");

    public Option<string?> CacheRoot { get; } =
        Text("--cache-root", "FOLDER", "Folder of the caches on the nodes' disk. Default for kind: ~/.cache/deskrun.");

    public Option<bool> HostDocker { get; } =
        new("--host-docker")
        {
            Description = "The kind node sees this machine's Docker socket: whoever uses it is root here.",
        };

    public Option<bool> HostNix { get; } =
        new("--host-nix") { Description = "The kind node sees this machine's /nix." };

    public Option<string[]> NodeMounts { get; } =
        List(
            "--node-mount",
            "SOURCE[:TARGET]",
            "A further folder of this machine that the kind node sees. Repeatable."
        );

    public IEnumerable<Option> All =>
        [
            Namespace,
            ArcVersion,
            ArcCharts,
            PlainHttp,
            ImageRegistry,
            Proxy,
            NoProxy,
            CertificateAuthorities,
            KroVersion,
            KroChart,
            KarImage,
            KarArchive,
            Provider,
            NodeImage,
            ApiPort,
            RegistryMirrors,
            CacheRoot,
            HostDocker,
            HostNix,
            NodeMounts,
        ];

    /// <summary>The word that brings a setting back to its default.</summary>
    public const string Default = "default";

    private static Option<string?> Text(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };

    private static Option<string[]> List(string name, string help, string description) =>
        new(name) { Description = description, HelpName = help };
}
