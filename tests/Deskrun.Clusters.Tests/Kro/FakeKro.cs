using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Kro;

/// <summary>Plays KRO as far as applying sees it: its Deployment comes up, and each RGD becomes Active.</summary>
internal sealed class FakeKro : PlayedController
{
    public FakeKro(TestCluster cluster)
        : base(
            cluster.Client(new KubeClientOptions { UserAgent = "fake-kro", FieldManager = "fake-kro" }),
            TimeSpan.FromMilliseconds(80)
        ) => Begin();

    public static ResourceKind Graphs { get; } = new("kro.run", "v1alpha1", "resourcegraphdefinitions", false);

    protected override async Task RoundAsync()
    {
        await EachAsync(Protection.Deployments, ReleaseKeys.KroNamespace, Up);
        await EachAsync(Graphs, null, Active);
    }

    private async Task EachAsync(ResourceKind kind, string? space, Func<long, JsonObject> status)
    {
        foreach (var each in (await Client.ListAsync(kind, space, null, Stopped)).Items)
        {
            var generation = each.Whole("metadata", "generation") ?? 0;
            if (each.Whole("status", "observedGeneration") != generation)
            {
                await Client.PatchAsync(
                    kind,
                    space,
                    each.Name()!,
                    KubePatch.Merge(new JsonObject { ["status"] = status(generation) }),
                    new WriteOptions { Subresource = "status" },
                    Stopped
                );
            }
        }
    }

    private static JsonObject Up(long generation) =>
        new()
        {
            ["observedGeneration"] = generation,
            ["replicas"] = 1,
            ["updatedReplicas"] = 1,
            ["readyReplicas"] = 1,
            ["availableReplicas"] = 1,
        };

    private static JsonObject Active(long generation) =>
        new()
        {
            ["observedGeneration"] = generation,
            ["state"] = "Active",
            ["conditions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Ready",
                    ["status"] = "True",
                    ["observedGeneration"] = generation,
                }
            ),
        };
}
