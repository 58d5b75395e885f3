using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deskrun.Testing;

namespace Deskrun.Tests.Clusters;

/// <summary>An example of each option that says something about what a cluster gets.</summary>
internal sealed class Examples(TempFolder folder)
{
    /// <summary>Options with nothing to plan, and why.</summary>
    public static IReadOnlyDictionary<string, string> WithoutPlan { get; } =
        new Dictionary<string, string>
        {
            ["--auth-type"] = "the credential goes into a Secret that up makes itself, outside of the plan",
            ["--auth-env"] = "as --auth-type",
            ["--auth-file"] = "as --auth-type",
            ["--auth-value"] = "as --auth-type",
            ["--auth-value-stdin"] = "as --auth-type",
            ["--app-id"] = "as --auth-type",
            ["--installation-id"] = "as --auth-type",
            ["--trust-jobs"] = "belongs to mode process, which no cluster has",
            ["--run-as"] = "as --trust-jobs",
            ["--runner-dir"] = "as --trust-jobs",
            ["--offline"] = "about the command, not about what is made",
            ["--no-up"] = "as --offline",
            ["--dry-run"] = "as --offline",
            ["--output"] = "as --offline",
            ["--plain"] = "as --offline",
            ["--retain"] = "as --offline",
            ["--set-context"] = "about the user's kubeconfig; kind's configuration is the same",
            ["--provider"] = "what kind runs in; its configuration is the same",
        };

    /// <summary>Option → the fact of a golden folder that it becomes.</summary>
    public static IReadOnlyDictionary<string, string> OfFacts { get; } =
        new Dictionary<string, string>
        {
            ["--adopt"] = "adopt",
            ["--kar-image"] = "karImage",
            ["--kar-archive"] = "karImage",
        };

    /// <summary>Option of <c>add</c> → what it is written with.</summary>
    public IReadOnlyDictionary<string, string[]> OfAdd { get; } =
        new Dictionary<string, string[]>
        {
            ["--repository"] = [],
            ["--backend"] = [],
            ["--context"] = [],
            ["--mode"] = ["--mode", "dind"],
            ["--min-runners"] = ["--min-runners", "0"],
            ["--max-runners"] = ["--max-runners", "3"],
            ["--instances"] = ["--instances", "2"],
            ["--labels"] = ["--labels", "a,b"],
            ["--runner-group"] = ["--runner-group", "builders"],
            ["--cache"] = ["--cache", "/c"],
            ["--mount"] = ["--mount", "/m:/n:Directory"],
            ["--image"] = ["--image", "example.com/runner:1"],
            ["--cpus"] = ["--cpus", "2"],
            ["--memory"] = ["--memory", "4Gi"],
            ["--env"] = ["--env", "A=b"],
            ["--template"] = ["--mode", "kro", "--template", Path.Combine(GoldenFolders.Templates, "pod.yaml")],
            ["--work-volume"] = ["--work-volume", "5Gi"],
            ["--host-pid"] = ["--mode", "privileged", "--host-pid"],
            ["--host-ipc"] = ["--mode", "privileged", "--host-ipc"],
        };

    /// <summary>Option of <c>cluster create</c> → what it is written with.</summary>
    public IReadOnlyDictionary<string, string[]> OfCreate { get; } =
        new Dictionary<string, string[]>
        {
            ["--namespace"] = ["--namespace", "runners"],
            ["--arc-version"] = ["--arc-version", "0.14.1"],
            ["--arc-charts"] = ["--arc-charts", "oci://mirror.example.com/charts"],
            ["--plain-http"] = ["--plain-http"],
            ["--image-registry"] = ["--image-registry", "mirror.example.com"],
            ["--proxy"] = ["--proxy", "http://proxy.example.com:3128"],
            ["--no-proxy"] = ["--proxy", "http://proxy.example.com:3128", "--no-proxy", "inside.example.com"],
            ["--ca-file"] = ["--ca-file", Authority(folder)],
            ["--kro-version"] = ["--kro-version", "0.9.3"],
            ["--kro-chart"] = ["--kro-chart", "oci://mirror.example.com/charts"],
            ["--node-image"] = ["--node-image", "kindest/node:v1.34.0"],
            ["--api-port"] = ["--api-port", "6550"],
            ["--registry-mirror"] = ["--registry-mirror", "docker.io=http://mirror:5000"],
            ["--cache-root"] = ["--cache-root", "/srv/cache"],
            ["--host-docker"] = ["--host-docker"],
            ["--host-nix"] = ["--host-nix"],
            ["--node-mount"] = ["--node-mount", $"{folder.Path}:/data"],
        };

    /// <summary>The key under which the configuration file has it.</summary>
    public static string Field(string option) =>
        option switch
        {
            "--mode" => "ContainerMode",
            "--cache" => "CachePaths",
            "--env" => "Environment",
            "--ca-file" => "CertificateAuthorities",
            "--registry-mirror" or "--node-mount" or "--mount" => Words(option) + "s",
            _ => Words(option),
        };

    private static string Words(string option) =>
        string.Concat(
            option.Split('-').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..])
        );

    private static string Authority(TempFolder folder)
    {
        using var key = ECDsa.Create();
        using var authority = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1)
        );
        return folder.Write("authority.pem", authority.ExportCertificatePem());
    }
}
