using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.KubeServer;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Discovery;

public sealed class DiscoveryTests
{
    [Fact]
    public async Task Built_in_kinds_are_found_with_plural_scope_and_subresources()
    {
        var cluster = await TestCluster.SharedAsync();
        using var client = cluster.Client();
        var discovery = new KubeDiscovery(client);

        var pods = await discovery.FindAsync("", "v1", "Pod");
        var roles = await discovery.FindPreferredAsync("rbac.authorization.k8s.io", "ClusterRole");

        Assert.Equal(WellKnown.Pods, pods!.Kind);
        Assert.Contains("status", pods.Subresources);
        Assert.Contains("watch", pods.Verbs);
        Assert.Equal(WellKnown.ClusterRoles, roles!.Kind);
        Assert.StartsWith("v", await discovery.ServerVersionAsync());
    }

    [Fact]
    public async Task A_fresh_CRD_is_waited_for_and_its_odd_plural_is_taken_from_the_server()
    {
        var cluster = await TestCluster.SharedAsync();
        using var client = cluster.Client();
        var discovery = new KubeDiscovery(client);
        var group = $"g{Guid.NewGuid():n}.example.org";
        var waiting = discovery.WaitForAsync(group, "v1alpha1", "Ox", TimeSpan.FromSeconds(25));
        await client.CreateAsync(WellKnown.CustomResourceDefinitions, null, Crd(group, "Ox", "oxen"));

        var served = await waiting.Soon();

        Assert.Equal(new ResourceKind(group, "v1alpha1", "oxen", true, "Ox"), served.Kind);
        Assert.Equal(["status"], served.Subresources);
        Assert.Empty((await client.ListAsync(served.Kind, null)).Items);
        await client.DeleteAsync(WellKnown.CustomResourceDefinitions, null, $"oxen.{group}");
    }

    [Fact]
    public async Task What_is_not_served_is_null_or_after_the_wait_an_error_that_lists_what_is()
    {
        var cluster = await TestCluster.SharedAsync();
        using var client = cluster.Client();
        var discovery = new KubeDiscovery(client);

        Assert.Null(await discovery.FindAsync("batch", "v1", "Unicorn"));
        Assert.Null(await discovery.FindAsync("unicorns.example.org", "v1", "Unicorn"));
        Assert.Null(await discovery.FindPreferredAsync("unicorns.example.org", "Unicorn"));
        var error = await Assert.ThrowsAsync<TimeoutException>(() =>
            discovery.WaitForAsync("batch", "v1", "Unicorn", TimeSpan.Zero)
        );
        Assert.Contains("batch/v1 has Job", error.Message);
    }
}
