using Deskrun.Kubernetes.Access;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;
using static Deskrun.KubeServer.TestObjects;

namespace Deskrun.Kubernetes.Tests.Access;

public sealed class AccessTests
{
    [Fact]
    public async Task A_forbidden_request_names_the_rule_that_would_allow_it()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = new KubeClient(cluster.ConnectionFor("nobody-" + space));

        var error = await Assert.ThrowsAsync<KubeException>(() => client.CreateAsync(WellKnown.Jobs, space, []));
        var wide = await Assert.ThrowsAsync<KubeException>(() => client.ListAsync(WellKnown.Nodes, null));

        Assert.True(error.Forbidden);
        Assert.Contains(
            $$"""apiGroups: ["batch"], resources: ["jobs"], verbs: ["create"]} in a Role in namespace {{space}}""",
            error.Message
        );
        Assert.Contains("""resources: ["nodes"], verbs: ["list"]} in a ClusterRole""", wide.Message);
    }

    [Fact]
    public async Task Rights_are_told_before_they_are_needed()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        var user = "reader-" + space;
        await cluster.GrantAsync(space, user, Rule("", "configmaps", "get", "list"));
        using var client = new KubeClient(cluster.ConnectionFor(user));

        var list = await KubeAccess.AskAsync(client, "list", WellKnown.ConfigMaps, space);
        var create = await KubeAccess.AskAsync(client, "create", WellKnown.ConfigMaps, space);
        var everywhere = await KubeAccess.AskAsync(client, "list", WellKnown.ConfigMaps, null);
        var log = await KubeAccess.AskAsync(client, "get", WellKnown.Pods, space, "log");

        Assert.True(list.Allowed);
        Assert.False(create.Allowed);
        Assert.False(everywhere.Allowed);
        Assert.Contains("in the whole cluster", everywhere.Question);
        Assert.Contains("pods/log", log.Question);
    }

    [Fact]
    public async Task An_event_stands_at_its_object()
    {
        var cluster = await TestCluster.SharedAsync();
        var space = await cluster.NewNamespaceAsync();
        using var client = cluster.Client();
        var about = await client.CreateAsync(WellKnown.ConfigMaps, space, ConfigMap("one"));

        var events = new KubeEvents(client, "kar");
        await events.RecordAsync(about, "Discovered", new string('x', 3000), warning: true);

        var list = await client.ListAsync(
            WellKnown.Events,
            space,
            new ListOptions { Fields = $"involvedObject.uid={about.Uid()}" }
        );
        var found = Assert.Single(list.Items);
        Assert.Equal("Warning", found.Text("type"));
        Assert.Equal("Discovered", found.Text("reason"));
        Assert.Equal("kar", found.Text("source", "component"));
        Assert.Equal(1024, found.Text("message")!.Length);
    }
}
