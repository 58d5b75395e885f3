using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.Backends.Cluster.Applying.Reading;

/// <summary>The addresses under which Pods know the API server.</summary>
public static class ApiAddresses
{
    private static readonly ResourceKind Services = new("", "v1", "services", true, "Service");

    /// <summary>Reads them; none when this user may not.</summary>
    /// <exception cref="KubeException">The server did not answer.</exception>
    public static async Task<IReadOnlyList<string>> ReadAsync(KubeClient client, CancellationToken cancellation)
    {
        try
        {
            var service = await client.FindAsync(Services, "default", "kubernetes", cancellation);
            return service.At("spec", "clusterIPs") is JsonArray { Count: > 0 } all
                    ? [.. all.Select(each => each.Text() ?? "").Where(each => each.Length > 0)]
                : service.Text("spec", "clusterIP") is { Length: > 0 } one ? [one]
                : [];
        }
        catch (KubeException refused) when (refused.Forbidden)
        {
            return [];
        }
    }
}
