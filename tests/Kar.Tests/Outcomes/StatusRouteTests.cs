using Kar.Tests.Playing;

namespace Kar.Tests.Outcomes;

/// <summary>Outcomes told by the instance's status fields.</summary>
public sealed class StatusRouteTests
{
    [Fact]
    public async Task A_compute_that_succeeds_ends_with_0_and_leaves_nothing()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("IN_PROGRESS", "Pending");
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        await stage.AssertNothingLeftAsync();
        Assert.Contains("Succeeded: exit code 0", stage.TerminationMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_job_costs_no_more_than_8_requests_and_one_watch()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);
        Assert.True(await kar.ExitAsync() == 0, kar.Said);

        var requests = stage
            .Cluster.Audit(stage.User)
            .Where(e => e.Resource != "events")
            .DistinctBy(e => e.Line.Text("auditID"))
            .ToList();
        var list = string.Join('\n', requests.Select(r => $"{r.Verb} {r.Uri} {r.Code}"));
        Assert.True(requests.Count is > 0 and <= 8, list);
        Assert.True(requests.Count(r => r.Verb == "watch") == 1, list);
        Assert.True(requests.All(r => r.Code is >= 200 and < 300), list);
    }

    [Theory]
    [InlineData("flat")]
    [InlineData("runner")]
    [InlineData("annotation")]
    public async Task The_contract_is_read_wherever_the_graph_puts_it(string where)
    {
        var graph = TestGraphs.ByStatus();
        if (where == "runner")
        {
            graph["spec"]!["schema"]!["status"] = new JsonObject
            {
                ["runner"] = new JsonObject { ["phase"] = "${a.b}" },
            };
        }
        else if (where == "annotation")
        {
            graph["spec"]!["schema"]!["status"] = new JsonObject { ["vm"] = new JsonObject { ["power"] = "${a.b}" } };
            graph["metadata"]!["annotations"]![ContractKeys.PhasePath] = ".status.vm.power";
            graph["metadata"]!["annotations"]![ContractKeys.SucceededValues] = "poweredOff";
        }

        await using var stage = await Stage.SetAsync(graph);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync(Phase("Running"));
        await kar.SaysAsync("Running");
        await stage.Kro.StatusAsync(Phase(where == "annotation" ? "PoweredOff" : "Succeeded"));

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        await stage.AssertNothingLeftAsync();

        JsonObject Phase(string phase) =>
            where switch
            {
                "runner" => new JsonObject { ["runner"] = new JsonObject { ["phase"] = phase } },
                "annotation" => new JsonObject { ["vm"] = new JsonObject { ["power"] = phase } },
                _ => new JsonObject { ["phase"] = phase },
            };
    }

    [Theory]
    [InlineData(3, 10, "exit code 3")]
    [InlineData(null, 10, "Failed")]
    [InlineData(7, 7, "Outdated")]
    public async Task A_bad_end_is_told_as_it_is_when_arc_knows_of_the_job(int? code, int exit, string message)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await stage.Kro.StatusAsync("ACTIVE", "Failed", code);

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        await stage.AssertNothingLeftAsync();
        Assert.Contains(message, stage.TerminationMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_used_jit_config_is_not_started_again_although_arc_has_not_seen_the_job_yet()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync(null);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Kro.StatusAsync("ACTIVE", "Failed", 3);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        Assert.Contains(
            "Failed: exit code 3 (exit code 0 instead of 10",
            stage.TerminationMessage,
            StringComparison.Ordinal
        );
        var events = await stage.Client.ListAsync(WellKnown.Events, stage.Space);
        Assert.Contains(events.Items, e => e.Text("message")!.Contains("instead of 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_instance_deleted_by_somebody_else_ends_the_run_at_once()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Client.DeleteAsync(Definitions.Instances, stage.Space, stage.Runner);

        Assert.True(await kar.ExitAsync() == 12, kar.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_error_that_heals_and_an_edited_graph_do_not_end_a_run()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_ERROR_GRACE", "30s"));
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ERROR");
        await kar.SaysAsync("ERROR");
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");

        // A graph that is edited while the job runs makes KRO's next apply fail; the Pod is untouched.
        await stage.Kro.StatusAsync("ERROR", "Running");
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
    }

    [Fact]
    public async Task An_error_that_stays_ends_with_13_and_the_reason_that_kro_gave()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_ERROR_GRACE", "1s"));
        await stage.Kro.AcceptAsync();
        var refusal = TestGraphs.Condition("ResourcesReady", "False", "NotReady", "exceeded quota: pods");
        await stage.Kro.StatusAsync(new JsonObject { ["state"] = "ERROR", ["conditions"] = new JsonArray(refusal) });

        Assert.True(await kar.ExitAsync() == 13, kar.Said);
        Assert.Contains("exceeded quota: pods", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("Unschedulable")]
    [InlineData("ImagePullBackOff")]
    public async Task A_wait_without_end_is_ended_by_the_deadline_which_names_the_cause(string cause)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_PROVISION_TIMEOUT", "3s"));
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Pending", Stuck.State(cause), Stuck.Status(cause));
        await stage.Kro.StatusAsync("ACTIVE", "Pending");

        Assert.True(await kar.ExitAsync() == 14, kar.Said);
        Assert.Contains(cause, stage.TerminationMessage, StringComparison.Ordinal);
        Assert.Contains("provision time-out", stage.TerminationMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KAR_JOB_TIMEOUT", 15, "4711")]
    [InlineData("KAR_IDLE_TIMEOUT", 0, null)]
    public async Task A_run_without_end_is_ended_by_its_deadline(string setting, int exit, string? job)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync(job);
        var kar = await stage.StartAsync((setting, "1s"));
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.Contains("time-out", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 10)]
    public async Task A_graph_deleted_under_a_running_job_is_noticed_and_its_pod_tells_the_end(int code, int exit)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync(("KAR_GRAPH_CHECK", "1s"));
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Running", KroPlayer.Running());
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Client.DeleteAsync(Definitions.Graphs, null, stage.GraphName);
        await kar.SaysAsync("was deleted, and KRO follows the instance no more");
        await stage.Kro.PodStatusAsync(code == 0 ? "Succeeded" : "Failed", KroPlayer.Terminated(code));

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.Contains($"exit code {code}", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task An_instance_that_kro_holds_without_its_graph_is_left_with_the_commands_that_remove_it()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_CLEANUP_TIMEOUT", "2s"));
        await stage.Kro.AcceptAsync(finalizer: true);
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Client.DeleteAsync(Definitions.Graphs, null, stage.GraphName);
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        var name = $"podrunnerz.kro.run {stage.Runner} -n {stage.Space}";
        Assert.Contains($"kubectl delete {name} --wait=false && ", kar.Said, StringComparison.Ordinal);
        Assert.Contains(
            $$$"""kubectl patch {{{name}}} --type=merge -p '{"metadata":{"finalizers":null}}'""",
            kar.Said,
            StringComparison.Ordinal
        );
        await stage.Kro.MergeAsync(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
    }

    [Fact]
    public async Task A_replaced_compute_is_lost_and_its_first_end_stands()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        await stage.Kro.StatusAsync("IN_PROGRESS", "Pending");

        Assert.True(await kar.ExitAsync() == 11, kar.Said);
        await stage.AssertNothingLeftAsync();
    }
}
