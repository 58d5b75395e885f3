using Kar.Tests.Playing;

namespace Kar.Tests.Commands;

/// <summary>kar outside of a cluster, and the commands for the platform engineer.</summary>
public sealed class LaptopTests
{
    [Fact]
    public async Task Outside_of_a_cluster_everything_expires_and_gc_removes_what_expired()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        string[] where = ["-n", stage.Space, "--kubeconfig", stage.AdminKubeconfig()];
        var kar = stage.Kar(["-s", stage.ScaleSet, "-r", stage.Runner, "-c", "-", .. where], [], Stage.Jit);
        var instance = await stage.Kro.SeeInstanceAsync();
        Assert.Null(instance.At("metadata", "ownerReferences"));
        Assert.NotNull(instance.Annotation(ContractKeys.Expires));
        await kar.SaysAsync("created");
        kar.Signal("KILL");
        await kar.ExitAsync();

        await using var early = stage.Kar(["gc", .. where], []);
        Assert.True(await early.ExitAsync() == 0, early.Said);
        Assert.NotNull(await stage.Client.FindAsync(Definitions.Instances, stage.Space, stage.Runner));

        var past = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["annotations"] = new JsonObject { [ContractKeys.Expires] = "2020-01-01T00:00:00Z" },
            },
        };
        await stage.Kro.MergeAsync(past);
        await stage.Client.PatchAsync(
            WellKnown.Secrets,
            stage.Space,
            stage.Runner + "-jit",
            Deskrun.Kubernetes.Verbs.KubePatch.Merge(past)
        );
        await using var late = stage.Kar(["gc", .. where], []);
        Assert.True(await late.ExitAsync() == 0, late.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Gc_names_the_way_to_remove_what_expired_and_has_no_graph_any_more()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kind = new ResourceKind("kro.run", "v1alpha1", "formerrunners", true, "FormerRunner");
        var of = new JsonObject { ["kro.run/resource-graph-definition-name"] = "a-graph-that-is-gone" };
        await Definitions.MakeAsync(stage.Cluster, kind, of);
        await new Deskrun.Kubernetes.Discovery.KubeDiscovery(stage.Client).WaitForAsync(
            kind.Group,
            kind.Version,
            kind.Kind,
            TimeSpan.FromSeconds(30)
        );
        var made = new JsonObject
        {
            ["apiVersion"] = kind.ApiVersion,
            ["kind"] = kind.Kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = "former",
                ["labels"] = new JsonObject { [ContractKeys.ManagedBy] = ContractKeys.ManagedByKar },
                ["annotations"] = new JsonObject { [ContractKeys.Expires] = "2020-01-01T00:00:00Z" },
            },
        };
        await stage.Client.CreateAsync(kind, stage.Space, made);

        await using var gc = stage.Kar(["gc", "-n", stage.Space, "--kubeconfig", stage.AdminKubeconfig()], []);
        Assert.True(await gc.ExitAsync() == 19, gc.Said);
        Assert.Contains("its graph a-graph-that-is-gone is gone", gc.Said, StringComparison.Ordinal);
        Assert.Contains(
            $"kubectl patch formerrunners.kro.run former -n {stage.Space}",
            gc.Said,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Check_finds_a_good_graph_good_and_names_missing_rights_and_traps()
    {
        var graph = TestGraphs.ByStatus();
        await using var stage = await Stage.SetAsync(graph, grant: false);
        string[] where = ["-n", stage.Space, "--kubeconfig", stage.AdminKubeconfig()];
        await using var admin = stage.Kar(["check", "--scale-set", stage.ScaleSet, .. where], []);
        Assert.True(await admin.ExitAsync() == 0, admin.Said);
        Assert.Contains("PodRunner is served as podrunnerz.kro.run", admin.Said, StringComparison.Ordinal);
        Assert.Contains("told by status", admin.Said, StringComparison.Ordinal);
        Assert.Contains("restartPolicy", admin.Said, StringComparison.Ordinal);
        Assert.Contains("--service-account NAME", admin.Said, StringComparison.Ordinal);

        await stage.GrantAsync();
        await stage.Client.DeleteAsync(WellKnown.Roles, stage.Space, "kar-" + stage.ScaleSet);
        var inPod = await stage.InPodAsync();
        await using var kar = stage.Kar(["check", "-o", "json"], inPod);
        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        var missing = JsonNode.Parse(kar.Output.ToString())!.AsArray().Where(r => r.Text("name") == "rights").ToList();
        Assert.Contains(
            missing,
            r => r.Text("text")!.Contains("podrunnerz", StringComparison.Ordinal) && r.Text("level") == "error"
        );
    }

    [Fact]
    public async Task Check_asks_for_a_service_accounts_rights_when_it_is_named()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        string[] command = ["check", "--scale-set", stage.ScaleSet, "-n", stage.Space];
        string[] admin = [.. command, "--kubeconfig", stage.AdminKubeconfig(), "--service-account"];
        await using var good = stage.Kar([.. admin, stage.Account], []);
        await using var bad = stage.Kar([.. admin, "nobody"], []);
        Assert.True(await good.ExitAsync() == 0, good.Said);
        Assert.Contains($"rights are there for {stage.User}", good.Said, StringComparison.Ordinal);
        Assert.True(await bad.ExitAsync() == 18, bad.Said);
        Assert.Contains("podrunnerz", bad.Said, StringComparison.Ordinal);

        // kar's own account may not ask for others.
        await using var refused = stage.Kar([.. command, "--service-account", "nobody"], await stage.InPodAsync());
        Assert.True(await refused.ExitAsync() == 0, refused.Said);
        Assert.Contains("subjectaccessreviews", refused.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACTIONS_RUNNER_INPUT_JITCONFIG", "", "ACTIONS_RUNNER_INPUT_JITCONFIG is not set")]
    [InlineData("ACTIONS_RUNNER_SCALE_SET_NAME", "", "ACTIONS_RUNNER_SCALE_SET_NAME is not set")]
    [InlineData("KAR_CLEANUP_TIMEOUT", "5 minutes", "KAR_CLEANUP_TIMEOUT='5 minutes' is not a duration")]
    [InlineData("KAR_LOG_FORMAT", "xml", "KAR_LOG_FORMAT='xml' is not one of human, json")]
    [InlineData("RUNNER_NAME", "Not_A_Name", "RUNNER_NAME='Not_A_Name' cannot name an object")]
    public async Task A_wrong_value_is_named_with_what_was_expected(string variable, string value, string told)
    {
        var environment = new Dictionary<string, string>
        {
            ["ACTIONS_RUNNER_SCALE_SET_NAME"] = "a",
            ["ACTIONS_RUNNER_INPUT_JITCONFIG"] = Stage.Jit,
            ["HOSTNAME"] = "runner-1",
            [variable] = value,
        };
        await using var kar = new KarProcess([], environment);

        Assert.Equal(18, await kar.ExitAsync());
        Assert.Contains(told, kar.Said, StringComparison.Ordinal);
        Assert.DoesNotContain(Stage.Jit, kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_and_version_are_told()
    {
        await using var help = new KarProcess(["--help"], new Dictionary<string, string>());
        await using var version = new KarProcess(["--version"], new Dictionary<string, string>());
        Assert.Equal(0, await help.ExitAsync());
        Assert.Equal(0, await version.ExitAsync());
        Assert.Contains("KAR_CLEANUP_TIMEOUT", help.Said, StringComparison.Ordinal);
        Assert.StartsWith("kar 0.", version.Said, StringComparison.Ordinal);
    }
}
