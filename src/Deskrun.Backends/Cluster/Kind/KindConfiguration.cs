using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;
using Deskrun.Kubernetes.Yaml;

namespace Deskrun.Backends.Cluster.Kind;

/// <summary>The kind cluster as data: what <c>kind create cluster</c> is given. One node, and nothing of the host unless asked.</summary>
public sealed record KindConfiguration
{
    private const string HostsInNode = "/etc/containerd/certs.d";

    private KindConfiguration(JsonObject cluster, IReadOnlyList<RegistryHosts> mirrors)
    {
        Cluster = cluster;
        Mirrors = mirrors;
    }

    /// <summary>The object of kind <c>Cluster</c>, <c>kind.x-k8s.io/v1alpha4</c>.</summary>
    public JsonObject Cluster { get; }

    /// <summary>The files that tell the node of mirrors; they must be on the host before the node starts.</summary>
    public IReadOnlyList<RegistryHosts> Mirrors { get; }

    /// <summary>The text for <c>kind create cluster --config</c>.</summary>
    public string ToYaml() => KubeYamlText.Write(Cluster);

    /// <summary>Computes it.</summary>
    /// <param name="name">The cluster's name.</param>
    /// <param name="settings">What the user set.</param>
    /// <param name="userHome">The user's home folder.</param>
    /// <param name="hostsFolder">The folder of the host for the files about mirrors.</param>
    public static KindConfiguration Of(string name, ClusterSettings settings, string userHome, string hostsFolder)
    {
        var mirrors = settings.RegistryMirrors.Select(text => RegistryHosts.Read(text, hostsFolder)).ToList();
        var node = new JsonObject { ["role"] = "control-plane" };
        if (settings.NodeImage is { } image)
        {
            node["image"] = image;
        }

        node["extraMounts"] = new JsonArray([
            .. NodeFolders.Of(settings, userHome).Select(folder => Mount(folder.Host, folder.Node, readOnly: false)),
            .. mirrors.Count > 0 ? [Mount(hostsFolder, HostsInNode, readOnly: true)] : Array.Empty<JsonObject>(),
        ]);
        var cluster = new JsonObject
        {
            ["kind"] = "Cluster",
            ["apiVersion"] = "kind.x-k8s.io/v1alpha4",
            ["name"] = name,
            ["networking"] = Networking(settings.ApiPort),
        };
        if (mirrors.Count > 0)
        {
            // Nodes with containerd 2 read the folder anyway; older ones need to be told.
            cluster["containerdConfigPatches"] = new JsonArray(
                $"""
                [plugins."io.containerd.grpc.v1.cri".registry]
                  config_path = "{HostsInNode}"
                """
            );
        }

        cluster["nodes"] = new JsonArray(node);
        return new KindConfiguration(cluster, mirrors);
    }

    private static JsonObject Networking(int? port)
    {
        // Never on other interfaces than loopback, whatever the provider's default is.
        var networking = new JsonObject { ["apiServerAddress"] = "127.0.0.1" };
        if (port is { } fixedPort)
        {
            networking["apiServerPort"] = fixedPort;
        }

        return networking;
    }

    private static JsonObject Mount(string host, string node, bool readOnly)
    {
        var mount = new JsonObject { ["hostPath"] = host, ["containerPath"] = node };
        if (readOnly)
        {
            mount["readOnly"] = true;
        }

        return mount;
    }
}
