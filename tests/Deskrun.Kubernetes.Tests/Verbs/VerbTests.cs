using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Verbs;

public sealed class VerbTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;

    [Fact]
    public async Task An_object_is_created_read_changed_and_deleted()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();

        var created = await client.CreateAsync(Maps, space, ConfigMap("one"));
        var read = await client.GetAsync(Maps, space, "one");
        Assert.Equal(created.Uid(), read.Uid());

        read["data"]!["value"] = "updated";
        var updated = await client.UpdateAsync(Maps, space, read);
        Assert.Equal("updated", updated.Text("data", "value"));

        var stale = (JsonObject)created.DeepClone();
        var conflict = await Assert.ThrowsAsync<KubeException>(() => client.UpdateAsync(Maps, space, stale));
        Assert.True(conflict.Conflict);

        Assert.True(await client.DeleteAsync(Maps, space, "one"));
        Assert.False(await client.DeleteAsync(Maps, space, "one"));
        Assert.Null(await client.FindAsync(Maps, space, "one"));
    }
}
