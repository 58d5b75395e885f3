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

        var conflict = await Assert.ThrowsAsync<KubeException>(() => client.UpdateAsync(Maps, space, created));
        Assert.True(conflict.Conflict);

        Assert.True(await client.DeleteAsync(Maps, space, "one"));
        Assert.False(await client.DeleteAsync(Maps, space, "one"));
        Assert.Null(await client.FindAsync(Maps, space, "one"));
    }

    [Fact]
    public async Task A_second_create_of_a_name_tells_that_it_exists_and_who_asked_what()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        await client.CreateAsync(Maps, space, ConfigMap("one"));

        var error = await Assert.ThrowsAsync<KubeException>(() => client.CreateAsync(Maps, space, ConfigMap("one")));

        Assert.True(error.AlreadyExists);
        Assert.False(error.Conflict);
        Assert.False(error.EarlierAnswerLost);
        Assert.StartsWith($"POST /api/v1/namespaces/{space}/configmaps", error.Message);
        Assert.NotEmpty(error.AuditId);
    }

    [Fact]
    public async Task Patches_change_parts_of_an_object()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        await client.CreateAsync(Maps, space, ConfigMap("one"));

        var merge = new JsonObject
        {
            ["data"] = new JsonObject { ["more"] = "yes", ["value"] = null },
        };
        var merged = await client.PatchAsync(Maps, space, "one", KubePatch.Merge(merge));
        Assert.Equal("yes", merged.Text("data", "more"));
        Assert.Null(merged.Text("data", "value"));

        var operation = new JsonObject
        {
            ["op"] = "replace",
            ["path"] = "/data/more",
            ["value"] = "json",
        };
        var patched = await client.PatchAsync(Maps, space, "one", KubePatch.Json([operation]));
        Assert.Equal("json", patched.Text("data", "more"));
    }

    [Fact]
    public async Task Server_side_apply_creates_changes_removes_and_respects_other_managers()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();

        var first = await client.ApplyAsync(Maps, space, ConfigMap("one", "a"));
        var second = await client.ApplyAsync(Maps, space, ConfigMap("one", "b"));
        Assert.Equal(first.Uid(), second.Uid());
        Assert.Equal("b", second.Text("data", "value"));

        var other = new WriteOptions { FieldManager = "other" };
        var error = await Assert.ThrowsAsync<KubeException>(() =>
            client.ApplyAsync(Maps, space, ConfigMap("one", "c"), other)
        );
        Assert.True(error.Conflict);
        Assert.Contains("deskrun", error.Message);
        var forced = await client.ApplyAsync(Maps, space, ConfigMap("one", "c"), other with { Force = true });
        Assert.Equal("c", forced.Text("data", "value"));

        var less = ConfigMap("one");
        less.Remove("data");
        var emptied = await client.ApplyAsync(Maps, space, less, other);
        Assert.Null(emptied.Text("data", "value"));
    }

    [Fact]
    public async Task A_dry_run_keeps_nothing()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();

        var shown = await client.CreateAsync(Maps, space, ConfigMap("one"), new WriteOptions { DryRun = true });

        Assert.Equal("one", shown.Name());
        Assert.Null(await client.FindAsync(Maps, space, "one"));
    }

    [Fact]
    public async Task A_list_comes_whole_although_it_is_fetched_in_pieces()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client(new KubeClientOptions { ListChunk = 2 });
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
        {
            var made = ConfigMap(name);
            made["metadata"]!["labels"] = new JsonObject { ["half"] = name is "a" or "b" ? "first" : "second" };
            await client.CreateAsync(Maps, space, made);
        }

        var all = await client.ListAsync(Maps, space);
        var second = await client.ListAsync(Maps, space, new ListOptions { Labels = "half=second" });
        var named = await client.ListAsync(Maps, space, ListOptions.Named("d"));

        Assert.Equal(["a", "b", "c", "d", "e"], all.Items.Select(item => item.Name()));
        Assert.Equal(["c", "d", "e"], second.Items.Select(item => item.Name()));
        Assert.Equal(["d"], named.Items.Select(item => item.Name()));
        Assert.All(all.Items, item => Assert.Equal("ConfigMap", item.Text("kind")));
        Assert.NotEmpty(all.ResourceVersion);
    }

    [Fact]
    public async Task A_delete_for_one_uid_spares_another_object_of_that_name()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var made = await client.CreateAsync(Maps, space, ConfigMap("one"));

        var other = new DeleteOptions { Uid = "11111111-2222-3333-4444-555555555555" };
        var error = await Assert.ThrowsAsync<KubeException>(() => client.DeleteAsync(Maps, space, "one", other));
        Assert.True(error.Conflict);

        var right = new DeleteOptions { Uid = made.Uid(), Propagation = Propagation.Background };
        Assert.True(await client.DeleteAsync(Maps, space, "one", right));
    }

    [Fact]
    public async Task What_a_schema_refuses_is_told_in_the_servers_words()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();

        var error = await Assert.ThrowsAsync<KubeException>(() =>
            client.CreateAsync(Maps, space, ConfigMap("Not A Name"))
        );

        Assert.True(error.Invalid);
        Assert.Contains("metadata.name", error.ServerMessage);
    }

    [Fact]
    public void A_cluster_scoped_kind_is_never_asked_for_in_a_namespace()
    {
        Assert.Throws<ArgumentException>(() => WellKnown.Nodes.Path("default"));
        Assert.Throws<ArgumentException>(() => WellKnown.Pods.Path(null, "one"));
        Assert.Equal("/apis/batch/v1/namespaces/a/jobs/b/status", WellKnown.Jobs.Path("a", "b", "status"));
        Assert.Equal("/api/v1/pods", WellKnown.Pods.Path(null));
    }
}
