using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.KubeServer;

/// <summary>Plays the kubelet: gives a test what a Pod finds of its service account.</summary>
public static class ServiceAccounts
{
    private static readonly ResourceKind Tokens = new("", "v1", "serviceaccounts", true, "TokenRequest");

    /// <summary>Makes a service account (unless it is there) and returns a token of it.</summary>
    public static async Task<string> TokenAsync(this TestCluster cluster, string space, string name)
    {
        using var client = cluster.Client();
        await client.ApplyAsync(
            WellKnown.ServiceAccounts,
            space,
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ServiceAccount",
                ["metadata"] = new JsonObject { ["name"] = name },
            }
        );
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["audiences"] = new JsonArray(), ["expirationSeconds"] = 3600 },
        };
        var answer = await client.CreateSubresourceAsync(Tokens, space, name, "token", request);
        return answer.Text("status", "token")!;
    }

    /// <summary>Writes token, authority and namespace as the kubelet mounts them, and returns the place.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="folder">The folder to write; its token can be replaced by a later call.</param>
    /// <param name="space">The namespace.</param>
    /// <param name="name">The service account.</param>
    /// <param name="address">Another way to the server, through a proxy for instance.</param>
    public static async Task<InClusterPlace> MountAsync(
        this TestCluster cluster,
        string folder,
        string space,
        string name,
        Uri? address = null
    )
    {
        var server = address ?? cluster.Address;
        var token = await cluster.TokenAsync(space, name);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "token.new"), token);
        File.Move(Path.Combine(folder, "token.new"), Path.Combine(folder, "token"), overwrite: true);
        await File.WriteAllTextAsync(Path.Combine(folder, "ca.crt"), cluster.Authority);
        await File.WriteAllTextAsync(Path.Combine(folder, "namespace"), space);
        return new InClusterPlace
        {
            Folder = folder,
            Environment = name =>
                name switch
                {
                    "KUBERNETES_SERVICE_HOST" => server.Host,
                    "KUBERNETES_SERVICE_PORT" => server.Port.ToString(
                        System.Globalization.CultureInfo.InvariantCulture
                    ),
                    _ => null,
                },
        };
    }
}
