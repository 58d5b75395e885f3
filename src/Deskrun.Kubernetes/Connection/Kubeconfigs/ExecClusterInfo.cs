using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Connection.Kubeconfigs;

/// <summary>What a plug-in that asks for it (<c>provideClusterInfo</c>) is told of the cluster.</summary>
internal sealed record ExecClusterInfo(KubeconfigEntry Cluster, Uri Server)
{
    public JsonObject ToJson()
    {
        var info = new JsonObject { ["server"] = Cluster.Text("server") };
        if (Cluster.Text("tls-server-name") is { } name)
        {
            info["tls-server-name"] = name;
        }

        if (Cluster.Flag("insecure-skip-tls-verify"))
        {
            info["insecure-skip-tls-verify"] = true;
        }

        if (Cluster.DataOrFile("certificate-authority-data", "certificate-authority") is { } authorities)
        {
            info["certificate-authority-data"] = Convert.ToBase64String(
                System.Text.Encoding.UTF8.GetBytes(authorities)
            );
        }

        if (Cluster.Text("proxy-url") is { } proxy)
        {
            info["proxy-url"] = proxy;
        }

        foreach (var item in (Cluster.Fields["extensions"] as JsonArray ?? []).OfType<JsonObject>())
        {
            // The one extension that is meant for plug-ins.
            if (item["name"]?.GetValue<string>() == "client.authentication.k8s.io/exec")
            {
                info["config"] = item["extension"]?.DeepClone();
            }
        }

        return info;
    }
}
