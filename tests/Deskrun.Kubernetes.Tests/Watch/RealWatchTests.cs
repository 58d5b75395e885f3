using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.Kubernetes.Watch;
using Deskrun.KubeServer;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Watch;

public sealed class RealWatchTests
{
    private static readonly ResourceKind Maps = WellKnown.ConfigMaps;

    [Fact]
    public async Task One_object_is_watched_by_name_from_its_creation_to_its_end()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        await client.CreateAsync(Maps, space, ConfigMap("other"));
        var made = await client.CreateAsync(Maps, space, ConfigMap("one"));
        var options = new WatchOptions { Selection = ListOptions.Named("one"), Since = made };
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space, options));

        await client.PatchAsync(Maps, space, "one", Change("a"));
        await client.PatchAsync(Maps, space, "other", Change("a"));
        await client.DeleteAsync(Maps, space, "one");

        Assert.Equal(["Modified one a", "Deleted one a"], await seen.UntilAsync("Deleted one a"));
    }

    [Fact]
    public async Task Finalizers_keep_an_object_in_sight_until_it_is_really_gone()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var held = ConfigMap("one");
        held["metadata"]!["finalizers"] = new JsonArray("deskrun.dev/test");
        await client.CreateAsync(Maps, space, held);
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space));
        await seen.UntilAsync("Synced");

        await client.DeleteAsync(Maps, space, "one");
        var free = new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } };
        await client.PatchAsync(Maps, space, "one", KubePatch.Merge(free));

        Assert.Equal(
            ["Added one x", "Synced", "Modified one x", "Deleted one x"],
            await seen.UntilAsync("Deleted one x")
        );
    }

    [Fact]
    public async Task Bookmarks_carry_a_quiet_watch_over_its_renewals_without_a_new_list()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        var user = "quiet-" + space;
        await cluster.GrantAsync(space, user, Rule("", "configmaps", "list", "watch"));
        using var admin = cluster.Client();
        using var client = new KubeClient(cluster.ConnectionFor(user));
        await admin.CreateAsync(Maps, space, ConfigMap("one"));
        var options = new WatchOptions { Selection = ListOptions.Named("one"), Renewal = TimeSpan.FromSeconds(4) };
        await using var seen = new SeenEvents(new KubeWatch(client, Maps, space, options));
        await seen.UntilAsync("Synced");
        await admin.CreateAsync(Maps, space, ConfigMap("other"));

        IReadOnlyList<AuditEntry> watches;
        do
        {
            // The server ends each watch after some four seconds; nothing tells us but its log.
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            watches = [.. cluster.Audit(user).Where(one => one is { Verb: "watch", Stage: "ResponseStarted" })];
        } while (watches.Count < 2);

        await admin.DeleteAsync(Maps, space, "one");
        Assert.Equal("Deleted one x", (await seen.UntilAsync("Deleted one x"))[^1]);
        Assert.Single(cluster.Audit(user), one => one.Verb == "list");
        Assert.NotEqual(Version(watches[0]), Version(watches[1]));
    }

    private static KubePatch Change(string value) =>
        KubePatch.Merge(new JsonObject { ["data"] = new JsonObject { ["value"] = value } });

    private static string Version(AuditEntry watch) =>
        watch.Uri.Split('?', '&').First(part => part.StartsWith("resourceVersion=", StringComparison.Ordinal));
}
