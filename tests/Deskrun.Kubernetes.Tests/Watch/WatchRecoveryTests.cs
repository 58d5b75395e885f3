using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;
using Deskrun.KubeServer;
using Deskrun.Testing;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Watch;

public sealed class WatchRecoveryTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;

    [Fact]
    public async Task Cut_connections_lose_and_double_nothing()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var admin = cluster.Client();
        using var network = new CuttingProxy(cluster.Address);
        using var folder = new TempFolder();
        using var client = new KubeClient(Through(cluster, network, folder));
        await admin.CreateAsync(Maps, space, ConfigMap("one"));
        using var troubles = new SemaphoreSlim(0);
        var options = new WatchOptions { OnTrouble = _ => troubles.Release() };
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space, options));
        await seen.UntilAsync("Synced");

        network.Cut();
        await admin.PatchAsync(Maps, space, "one", Change("while away"));
        await seen.UntilAsync("Modified one while away");
        network.Refuses = true;
        network.Cut();
        await admin.DeleteAsync(Maps, space, "one");
        await troubles.WaitAsync().Soon();
        await troubles.WaitAsync().Soon();
        network.Refuses = false;

        Assert.Equal(
            ["Added one x", "Synced", "Modified one while away", "Deleted one while away"],
            await seen.UntilAsync("Deleted one while away")
        );
        Assert.InRange(network.Accepted, 3, 8);
    }

    [Fact]
    public async Task A_compacted_past_and_a_restarted_server_are_outlived_and_the_end_seen_once()
    {
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions { WatchCache = false });
        using var admin = cluster.Client();
        using var network = new CuttingProxy(cluster.Address);
        using var folder = new TempFolder();
        using var client = new KubeClient(Through(cluster, network, folder));
        await admin.CreateAsync(Maps, "default", ConfigMap("one"));
        await admin.CreateAsync(Maps, "default", ConfigMap("two"));
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, "default"));
        await seen.UntilAsync("Synced");

        network.Refuses = true;
        network.Cut();
        await admin.DeleteAsync(Maps, "default", "one");

        // etcd forgets deletions of the very revision that it is compacted to; here they shall be older.
        await admin.CreateAsync(Maps, "default", ConfigMap("three"));
        await cluster.CompactAsync();
        network.Refuses = false;
        await seen.UntilAsync("Deleted one x (inferred)");

        cluster.StopApiServer();
        await cluster.StartApiServerAsync();
        await admin.DeleteAsync(Maps, "default", "two");

        var told = await seen.UntilAsync("Deleted two x");
        Assert.Single(told, "Deleted one x (inferred)");
        Assert.Equal(
            3,
            told.Count(line => line.StartsWith("Added", StringComparison.Ordinal) && !line.Contains("kube-root"))
        );
    }

    private static KubeConnection Through(TestCluster cluster, CuttingProxy network, TempFolder folder)
    {
        var path = folder.File("config");
        cluster.WriteKubeconfig(path, "through-proxy", ["system:masters"], address: network.Address);
        return KubeConnection.FromKubeconfig(new() { Path = path });
    }

    private static KubePatch Change(string value) =>
        KubePatch.Merge(new JsonObject { ["data"] = new JsonObject { ["value"] = value } });
}
