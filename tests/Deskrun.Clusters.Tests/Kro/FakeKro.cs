using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;

namespace Deskrun.Clusters.Tests.Kro;

/// <summary>Plays KRO as far as applying sees it: its Deployment comes up, and each RGD becomes Active.</summary>
internal sealed class FakeKro : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(80);
    private readonly KubeClient client;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;

    public FakeKro(TestCluster cluster)
    {
        client = cluster.Client(new KubeClientOptions { UserAgent = "fake-kro", FieldManager = "fake-kro" });
        loop = LoopAsync();
    }

    public static ResourceKind Graphs { get; } = new("kro.run", "v1alpha1", "resourcegraphdefinitions", false);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        client.Dispose();
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await EachAsync(Protection.Deployments, ReleaseKeys.KroNamespace, Up);
                    await EachAsync(Graphs, null, Active);
                }
                catch (KubeException)
                {
                    // Somebody changed it meanwhile, or the kind isn't served yet: the next round sees it anew.
                }

                await Task.Delay(Step, TimeProvider.System, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task EachAsync(ResourceKind kind, string? space, Func<long, JsonObject> status)
    {
        foreach (var each in (await client.ListAsync(kind, space, null, stop.Token)).Items)
        {
            var generation = each.Whole("metadata", "generation") ?? 0;
            if (each.Whole("status", "observedGeneration") != generation)
            {
                await client.PatchAsync(
                    kind,
                    space,
                    each.Name()!,
                    KubePatch.Merge(new JsonObject { ["status"] = status(generation) }),
                    new WriteOptions { Subresource = "status" },
                    stop.Token
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
