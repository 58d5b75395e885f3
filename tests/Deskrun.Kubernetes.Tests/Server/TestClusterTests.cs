using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Watch;
using Deskrun.Kubernetes.Watch;
using Deskrun.KubeServer;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Server;

/// <summary>What other tests build on.</summary>
public sealed class TestClusterTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;

    [Fact]
    public async Task The_garbage_collector_removes_what_a_deleted_object_owned()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        cluster.StartControllers();
        var owner = await client.CreateAsync(Maps, space, ConfigMap("owner"));
        var owned = ConfigMap("owned");
        owned["metadata"]!["ownerReferences"] = new JsonArray(
            new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "ConfigMap",
                ["name"] = "owner",
                ["uid"] = owner.Uid(),
            }
        );
        await client.CreateAsync(Maps, space, owned);
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space));
        await seen.UntilAsync("Synced");

        await client.DeleteAsync(Maps, space, "owner");

        Assert.Contains("Deleted owned x", await seen.UntilAsync("Deleted owned x"));
    }

    [Fact]
    public async Task The_audit_log_has_bodies_but_none_of_a_Secret()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var mark = "mark" + Guid.NewGuid().ToString("n");
        var secret = ConfigMap("hidden", "");
        secret["kind"] = "Secret";
        secret["data"] = null;
        secret["stringData"] = new JsonObject { ["value"] = "secret-" + mark };
        await client.CreateAsync(WellKnown.Secrets, space, secret);
        await client.CreateAsync(Maps, space, ConfigMap("shown", "shown-" + mark));

        var lines = cluster.Audit("test-admin").Where(entry => entry.Namespace == space).ToArray();

        Assert.Contains(lines, entry => entry is { Resource: "secrets", Verb: "create", Code: 201 });
        Assert.Contains(lines, entry => entry.Line.ToJsonString().Contains("shown-" + mark));
        Assert.DoesNotContain(lines, entry => entry.Line.ToJsonString().Contains("secret-" + mark));
    }
}
