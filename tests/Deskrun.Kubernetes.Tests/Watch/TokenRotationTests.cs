using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;
using Deskrun.KubeServer;
using Deskrun.Testing;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Watch;

public sealed class TokenRotationTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;

    [Fact]
    public async Task A_rotated_service_account_token_is_taken_up_when_the_old_one_is_refused()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var admin = cluster.Client();
        using var folder = new TempFolder();
        using var network = new CuttingProxy(cluster.Address);
        var place = await cluster.MountAsync(folder.Path, space, "kar", network.Address);
        await cluster.GrantAsync(
            space,
            $"system:serviceaccount:{space}:kar",
            Rule("", "configmaps", "get", "list", "watch")
        );
        using var client = new KubeClient(KubeConnection.InCluster(place));
        Assert.Equal(space, client.Connection.Namespace);
        await admin.CreateAsync(Maps, space, ConfigMap("one"));
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space));
        await seen.UntilAsync("Synced");

        // A token dies with its service account; one of the same name gets another uid.
        var old = await File.ReadAllTextAsync(folder.File("token"));
        await admin.DeleteAsync(WellKnown.ServiceAccounts, space, "kar");
        await cluster.MountAsync(folder.Path, space, "kar", network.Address);
        await RefusedAsync(cluster, space, old).Soon();
        network.Cut();
        await admin.DeleteAsync(Maps, space, "one");

        Assert.Equal("Deleted one x", (await seen.UntilAsync("Deleted one x"))[^1]);
        Assert.Equal("one", (await admin.CreateAsync(Maps, space, ConfigMap("one"))).Name());
        Assert.Equal("one", (await client.GetAsync(Maps, space, "one")).Name());
    }

    // The server remembers good tokens for ten seconds.
    private static async Task RefusedAsync(TestCluster cluster, string space, string token)
    {
        using var client = new KubeClient(KubeConnection.To(cluster.Address, token, cluster.Authority));
        while (true)
        {
            try
            {
                await client.FindAsync(Maps, space, "any");
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }
            catch (KubeException error) when (error.Unauthorized)
            {
                return;
            }
        }
    }
}
