using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>A program that tells who we are, as the kubeconfig describes it.</summary>
/// <param name="Command">The program: a name to be found on PATH, or a full path.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">Variables besides our own.</param>
/// <param name="ApiVersion">The version of ExecCredential that it speaks.</param>
/// <param name="Cluster">What it is told of the cluster; null if it didn't ask.</param>
/// <param name="InstallHint">The kubeconfig's words on how to get the program.</param>
/// <param name="Place">File and field, for errors.</param>
internal sealed record ExecPlugin(
    string Command,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<KeyValuePair<string, string>> Environment,
    string ApiVersion,
    JsonObject? Cluster,
    string? InstallHint,
    string Place
)
{
    private const string Group = "client.authentication.k8s.io/";

    public static ExecPlugin Read(KubeconfigEntry exec, ExecClusterInfo cluster)
    {
        var version = exec.Text("apiVersion") ?? throw exec.Wrong("apiVersion", "is missing");
        if (version is not (Group + "v1" or Group + "v1beta1"))
        {
            throw exec.Wrong("apiVersion", $"{version} is not spoken here (expected {Group}v1 or {Group}v1beta1)");
        }

        if (exec.Text("interactiveMode") == "Always")
        {
            throw exec.Wrong(
                "interactiveMode",
                "Always needs a terminal; this program never hands its own to a plug-in"
            );
        }

        var command = exec.Text("command") ?? throw exec.Wrong("command", "is missing");
        if (command.Contains('/'))
        {
            command = Path.GetFullPath(command, Path.GetDirectoryName(exec.File)!);
        }

        var environment = exec
            .Fields.Items("env")
            .Select(item => KeyValuePair.Create(item.Text("name") ?? "", item.Text("value") ?? ""))
            .ToArray();
        if (environment.Any(variable => variable.Key.Length == 0))
        {
            throw exec.Wrong("env", "an entry has no name");
        }

        return new ExecPlugin(
            command,
            exec.Texts("args"),
            environment,
            version,
            exec.Flag("provideClusterInfo") ? cluster.ToJson() : null,
            exec.Text("installHint"),
            $"{exec.File}: {exec.Place}"
        );
    }

    /// <summary>What the program finds in KUBERNETES_EXEC_INFO.</summary>
    public string Info()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (Cluster is not null)
        {
            spec["cluster"] = Cluster.DeepClone();
        }

        return new JsonObject
        {
            ["apiVersion"] = ApiVersion,
            ["kind"] = "ExecCredential",
            ["spec"] = spec,
        }.ToJsonString();
    }

    /// <summary>No variables: they may be secrets.</summary>
    public override string ToString() => $"{Command} ({Place})";
}
