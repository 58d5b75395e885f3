using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Yaml;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Seeing;

/// <summary>What KRO and kar add to the world.</summary>
internal sealed partial class ArcWorld
{
    private const string Group = "seen.kro.run";

    /// <summary>Makes the server know RGDs, and a kind as an RGD generates it; its plural can't be guessed.</summary>
    public static async Task TeachKroAsync(TestCluster cluster, [CallerFilePath] string here = "")
    {
        using var client = cluster.Client();
        var file = Path.GetFullPath(Path.Combine(here, "../../Charts/kro/crds/resourcegraphdefinitions.yaml"));
        JsonObject[] crds =
        [
            KubeYaml.ReadManifests(File.ReadAllText(file), file)[0],
            TestObjects.Crd(Group, "PodRunner", "podrunnerkin"),
        ];
        foreach (var crd in crds)
        {
            await client.ApplyAsync(WellKnown.CustomResourceDefinitions, null, crd, Forced);
            await new KubeDiscovery(client).WaitForAsync(
                crd.Text("spec", "group")!,
                "v1alpha1",
                crd.Text("spec", "names", "kind")!,
                TimeSpan.FromSeconds(30)
            );
        }
    }

    /// <summary>An Active RGD for a scale set.</summary>
    public async Task GraphAsync(string scaleSet)
    {
        var graph = Object("kro.run/v1alpha1", "ResourceGraphDefinition", $"rgd-{space}", Labels(scaleSet));
        graph["spec"] = new JsonObject
        {
            ["schema"] = new JsonObject
            {
                ["group"] = Group,
                ["apiVersion"] = "v1alpha1",
                ["kind"] = "PodRunner",
            },
            ["resources"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = "runnerPod",
                    ["template"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Pod" },
                }
            ),
        };
        await client.CreateAsync(ArcKinds.Graphs, null, graph);
        await client.PatchAsync(
            ArcKinds.Graphs,
            null,
            graph.Name()!,
            KubePatch.Merge(
                new JsonObject
                {
                    ["status"] = new JsonObject
                    {
                        ["state"] = "Active",
                        ["conditions"] = new JsonArray(
                            new JsonObject
                            {
                                ["type"] = "Ready",
                                ["status"] = "True",
                                ["observedGeneration"] = 1,
                            }
                        ),
                    },
                }
            ),
            Status
        );
    }

    /// <summary>The instance of a runner, in a state of KRO's.</summary>
    public async Task InstanceAsync(string runner, string state, string message)
    {
        var kind = new ResourceKind(Group, "v1alpha1", "podrunnerkin", true, "PodRunner");
        var labels = new JsonObject { ["deskrun.dev/runner"] = runner };
        await client.CreateAsync(kind, space, Object($"{Group}/v1alpha1", "PodRunner", runner, labels));
        var status = new JsonObject
        {
            ["state"] = state,
            ["conditions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "ResourcesReady",
                    ["status"] = "False",
                    ["reason"] = "NotReady",
                    ["message"] = message,
                }
            ),
        };
        await PatchStatusAsync(kind, runner, status);
    }

    private static JsonObject Labels(string scaleSet) => new() { [ArcKinds.ScaleSetLabel] = scaleSet };
}
