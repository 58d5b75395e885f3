using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Clusters.Tests.Applying;

[Collection(ClusterTests.Name)]
public sealed class UpCommandTests
{
    [Fact]
    public async Task Up_prints_the_plan_carries_it_out_and_has_nothing_to_do_the_second_time()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");
        var dry = await place.RunAsync("up", "--dry-run");
        Assert.Equal(0, dry.Code);
        Assert.Contains("create  scale set alpha", dry.Output, StringComparison.Ordinal);
        Assert.Null(await room.FindSetAsync("alpha"));

        var first = await place.RunAsync("up");
        Assert.True(first.Code == 0, first.Error);
        Assert.NotNull(await room.FindSetAsync("alpha"));
        var secret = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        Assert.Equal("dG9rZW4=", secret.Text("data", "github_token"));

        var before = await room.VersionsAsync();
        var second = await place.RunAsync("up");
        Assert.Equal(0, second.Code);
        Assert.Contains("nothing to change", second.Error, StringComparison.Ordinal);
        Assert.Equal(before, await room.VersionsAsync());
    }

    [Fact]
    public async Task The_credential_is_in_no_release_no_record_and_no_output()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");
        place.Variables["TOKEN"] = "ghp_veryUnmistakable";
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        Assert.DoesNotContain("veryUnmistakable", place.Printed, StringComparison.Ordinal);
        var maps = await room.Client.ListAsync(WellKnown.ConfigMaps, room.Space);
        Assert.DoesNotContain(maps.Items, map => map.ToJsonString().Contains("Unmistakable", StringComparison.Ordinal));
        var history = await room.ReadHistoryAsync("alpha");
        Assert.Contains("githubConfigUrl", history, StringComparison.Ordinal);
        Assert.DoesNotContain("Unmistakable", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_reaches_the_scale_set_and_its_password_the_secret_alone()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync();
        using var place = room.Workplace("alpha");
        place.Variables["HTTPS_PROXY"] = "http://someone:prUnmistakable@proxy.example.com:3128";
        place.Variables["NO_PROXY"] = "inside.example.com";
        Assert.Equal(0, (await place.RunAsync("up")).Code);

        var proxy = (await room.FindSetAsync("alpha")).At("spec", "proxy");
        Assert.Equal("http://proxy.example.com:3128", proxy.Text("https", "url"));
        Assert.Equal("deskrun-alpha-github", proxy.Text("https", "credentialSecretRef"));
        var outside = (proxy.At("noProxy") as System.Text.Json.Nodes.JsonArray)!.Select(each => each.Text());
        Assert.Contains("inside.example.com", outside);

        // The API server is inside, whatever the environment says.
        var api = await room.Client.GetAsync(new("", "v1", "services", true, "Service"), "default", "kubernetes");
        Assert.Contains(api.Text("spec", "clusterIP"), outside);
        var secret = await room.Client.GetAsync(WellKnown.Secrets, room.Space, "deskrun-alpha-github");
        Assert.Equal(
            ["github_token", "password", "username"],
            ((System.Text.Json.Nodes.JsonObject)secret.At("data")!).Select(each => each.Key).Order()
        );
        Assert.Equal("cHJVbm1pc3Rha2FibGU=", secret.Text("data", "password"));
        Assert.DoesNotContain("Unmistakable", place.Printed, StringComparison.Ordinal);
        Assert.DoesNotContain("Unmistakable", await room.ReadHistoryAsync("alpha"), StringComparison.Ordinal);
        Assert.Contains("nothing to change", (await place.RunAsync("up")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_context_that_does_not_exist_is_named_with_the_known_ones()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha");
        var ended = await place.RunAsync("up", "--backend", "kubernetes", "--context", "nowhere");
        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("nowhere", ended.Error, StringComparison.Ordinal);
        Assert.Contains("contexts has test", ended.Error, StringComparison.Ordinal);
        Assert.Equal("test", place.Stored("alpha").Context);
    }

    [Fact]
    public async Task Missing_rights_are_named_as_rules_before_anything_is_changed()
    {
        await using var room = await ClusterRoom.OpenAsync();
        using var place = room.Workplace("alpha");
        room.Cluster.WriteKubeconfig(room.Kubeconfig, "nobody");
        var blind = await place.RunAsync("up");
        Assert.Equal(ExitCodes.Environment, blind.Code);
        Assert.Matches("""the rule that allows it: \{.*verbs: \["(get|list)"\]\}""", blind.Error);

        await KubeServer.TestObjects.GrantAsync(
            room.Cluster,
            room.Space,
            "nobody",
            KubeServer.TestObjects.Rule("*", "*", "get", "list", "watch")
        );
        await room.GrantReadingAsync("nobody");
        var seeing = await place.RunAsync("up");
        Assert.Equal(ExitCodes.Environment, seeing.Code);
        Assert.Contains(
            """{apiGroups: [""], resources: ["secrets"], verbs: ["create"]} in namespace""",
            seeing.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("Nothing was changed", seeing.Error, StringComparison.Ordinal);
        Assert.Empty(room.Steps);
    }

    [Fact]
    public async Task Who_may_change_CRDs_and_our_namespace_alone_can_deploy_and_for_mode_kro_is_told_the_rest()
    {
        await using var room = await ClusterRoom.OpenAsync();
        room.Settings = room.Settings with { KarImage = "registry.example.com/kar:1.2.3" };
        using var place = room.Workplace("alpha");
        room.Cluster.WriteKubeconfig(room.Kubeconfig, "tenant");
        await KubeServer.TestObjects.GrantAsync(
            room.Cluster,
            room.Space,
            "tenant",
            KubeServer.TestObjects.Rule("*", "*", "*")
        );
        await room.GrantReadingAsync("tenant", "patch customresourcedefinitions");
        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        Assert.NotNull(await room.FindSetAsync("alpha"));

        Kro.KroModeTests.Store(place, "alpha", room.Space, instances: 1);
        var before = await room.VersionsAsync();
        var refused = await place.RunAsync("up");
        Assert.Equal(ExitCodes.Environment, refused.Code);
        foreach (var kind in new[] { "clusterroles", "clusterrolebindings" })
        {
            Assert.Contains(
                $$"""{apiGroups: ["rbac.authorization.k8s.io"], resources: ["{{kind}}"], verbs: ["create"]}""",
                refused.Error,
                StringComparison.Ordinal
            );
        }

        Assert.Contains("""{apiGroups: ["kro.run"], resources: ["resourcegraphdefinitions"]""", refused.Error);
        Assert.Equal(before, await room.VersionsAsync());
    }

    [Fact]
    public async Task Down_removes_the_scale_sets_and_up_brings_them_back()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var down = await place.RunAsync("down");
        Assert.True(down.Code == 0, down.Error);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Null(await room.FindSetAsync("beta"));
        Assert.DoesNotContain(
            (await room.VersionsAsync()).Keys,
            name =>
                name.StartsWith("Secret", StringComparison.Ordinal)
                && name.Contains("deskrun-", StringComparison.Ordinal)
                && name.EndsWith("-github", StringComparison.Ordinal)
        );
        Assert.Equal("alpha", place.Stored("alpha").Name);
        var up = await place.RunAsync("up");
        Assert.True(up.Code == 0, up.Error);
        Assert.NotNull(await room.FindSetAsync("alpha"));
    }

    [Fact]
    public async Task Remove_takes_one_installation_out_and_leaves_the_others()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var place = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await place.RunAsync("up")).Code);
        var beta = (await room.FindSetAsync("beta")).ResourceVersion();
        var removed = await place.RunAsync("remove", "alpha");
        Assert.True(removed.Code == 0, removed.Error);
        Assert.Null(await room.FindSetAsync("alpha"));
        Assert.Equal(beta, (await room.FindSetAsync("beta")).ResourceVersion());
        Assert.Null(place.Stored("alpha"));
    }

    [Fact]
    public async Task Another_home_never_touches_what_this_one_made()
    {
        await using var room = await ClusterRoom.OpenWithControllerAsync("helm");
        using var mine = room.Workplace("alpha");
        using var theirs = room.Workplace("alpha", "beta");
        Assert.Equal(0, (await mine.RunAsync("up")).Code);
        var refused = await theirs.RunAsync("up");
        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Contains("another home", refused.Error, StringComparison.Ordinal);
        Assert.Null(await room.FindSetAsync("beta"));
        Assert.Equal(0, (await theirs.RunAsync("down")).Code);
        Assert.NotNull(await room.FindSetAsync("alpha"));
    }
}
