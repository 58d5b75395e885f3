using Kar.Tests.Playing;

namespace Kar.Tests.Setup;

/// <summary>What is wrong is named before anything is created, and ends with 18.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task No_graph_lists_what_was_seen_instead()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("ACTIONS_RUNNER_SCALE_SET_NAME", "no-such-set"));

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("no ResourceGraphDefinition has the label", kar.Said, StringComparison.Ordinal);
        Assert.Contains(stage.GraphName, kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_graphs_are_both_named()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutGraphAsync(TestGraphs.ByStatus(), TestGraphs.Active(), stage.GraphName + "-2");
        var kar = await stage.StartAsync();

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains(stage.GraphName + "-2", kar.Said, StringComparison.Ordinal);
        await stage.Client.DeleteAsync(Definitions.Graphs, null, stage.GraphName + "-2");
    }

    [Fact]
    public async Task A_broken_graph_is_refused_with_its_own_conditions()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var refused = TestGraphs.Condition("GraphAccepted", "False", "InvalidResourceGraph", "no such field: spec.x");
        await stage.PutStateAsync(new JsonObject { ["state"] = "Inactive", ["conditions"] = new JsonArray(refused) });
        var kar = await stage.StartAsync();

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("no such field: spec.x", kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graph_whose_last_good_revision_is_served_is_used_with_a_warning()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var status = TestGraphs.Active();
        status["state"] = "Inactive";
        status["conditions"]![0] = TestGraphs.Condition("GraphAccepted", "False", "InvalidResourceGraph", "typo");
        await stage.PutStateAsync(status);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        Assert.Contains("last good revision", kar.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ResourceGraphAccepted", "older than 0.9", 0)]
    [InlineData("GraphVerified", "older than 0.6.1", 18)]
    public async Task An_old_kro_is_told_by_its_conditions(string condition, string told, int exit)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutStateAsync(
            new JsonObject
            {
                ["state"] = "Active",
                ["conditions"] = new JsonArray(TestGraphs.Condition(condition, "True", "x", "")),
            }
        );
        var kar = await stage.StartAsync();
        if (exit == 0)
        {
            await stage.Kro.AcceptAsync("v0.8.5");
            await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);
        }

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.Contains(told, kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_scoped_kind_is_refused_with_the_reason()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.Client.PatchAsync(
            Definitions.Graphs,
            null,
            stage.GraphName,
            Deskrun.Kubernetes.Verbs.KubePatch.Merge(
                new JsonObject { ["spec"] = new JsonObject { ["schema"] = new JsonObject { ["scope"] = "Cluster" } } }
            )
        );
        var kar = await stage.StartAsync();

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("cannot own", kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Required_fields_are_filled_in_their_type_from_variables_and_annotations_or_named()
    {
        var graph = TestGraphs.ByStatus();
        graph["spec"]!["schema"]!["spec"]!["cpuCount"] = "integer | required=true";
        graph["spec"]!["schema"]!["spec"]!["zone"] = "string | required=true";
        graph["spec"]!["schema"]!["spec"]!["fast"] = "boolean | default=false";
        await using var stage = await Stage.SetAsync(graph);
        var bare = await stage.StartAsync();
        Assert.True(await bare.ExitAsync() == 18, bare.Said);
        Assert.Contains("cpuCount (integer)", bare.Said, StringComparison.Ordinal);
        Assert.Null(await stage.Client.FindAsync(Definitions.Instances, stage.Space, stage.Runner));

        await stage.MakePodAsync(new JsonObject { ["deskrun.dev/param.zone"] = "eu-1" });
        var kar = await stage.StartAsync(("KAR_PARAM_CPU_COUNT", "4"), ("KAR_PARAM_fast", "true"));
        var instance = await stage.Kro.SeeInstanceAsync();
        Assert.Equal("4", instance.At("spec", "cpuCount")!.ToJsonString());
        Assert.Equal("eu-1", instance.Text("spec", "zone"));
        Assert.True(instance.Flag("spec", "fast"));
        kar.Signal("TERM");
        Assert.True(await kar.ExitAsync() == 17, kar.Said);
    }

    [Fact]
    public async Task Somebody_elses_instance_of_the_name_is_left_alone_and_its_owner_named()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var made = new JsonObject
        {
            ["apiVersion"] = "kro.run/v1alpha1",
            ["kind"] = "PodRunner",
            ["metadata"] = new JsonObject { ["name"] = stage.Runner },
            ["spec"] = new JsonObject { ["runnerName"] = "other" },
        };
        await stage.Client.CreateAsync(Definitions.Instances, stage.Space, made);
        var kar = await stage.StartAsync();

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("was not made by kar", kar.Said, StringComparison.Ordinal);
        Assert.NotNull(await stage.Client.FindAsync(Definitions.Instances, stage.Space, stage.Runner));
        Assert.Null(await stage.Client.FindAsync(WellKnown.Secrets, stage.Space, stage.Runner + "-jit"));
    }

    [Fact]
    public async Task Missing_rights_are_named_as_the_rule_that_is_missing()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus(), grant: false);
        var kar = await stage.StartAsync();

        Assert.True(await kar.ExitAsync() == 19, kar.Said);
        Assert.Contains("resourcegraphdefinitions", kar.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_namespace_than_the_pods_is_refused()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_NAMESPACE", "elsewhere"));

        Assert.True(await kar.ExitAsync() == 18, kar.Said);
        Assert.Contains("neither ownership nor Secret references cross namespaces", kar.Said, StringComparison.Ordinal);
    }
}
