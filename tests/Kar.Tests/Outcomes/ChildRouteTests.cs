using Kar.Tests.Playing;

namespace Kar.Tests.Outcomes;

/// <summary>Outcomes told by the object in which the job runs.</summary>
public sealed class ChildRouteTests
{
    [Fact]
    public async Task A_pod_is_judged_by_its_runner_container_whatever_its_sidecars_do()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Running", KroPlayer.Running());
        await kar.SaysAsync("Running");
        var both = new JsonArray(
            KroPlayer.ContainerStatus("sidecar", KroPlayer.Running()),
            KroPlayer.ContainerStatus("runner", KroPlayer.Terminated(0, "Completed"))
        );
        await stage.Kro.PodStatusAsync("Running", more: new JsonObject { ["containerStatuses"] = both });

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        await stage.AssertNothingLeftAsync();
        var requests = stage
            .Cluster.Audit(stage.User)
            .Where(e => e.Resource != "events")
            .DistinctBy(e => e.Line.Text("auditID"))
            .ToList();
        Assert.True(
            requests.Count <= 10 && requests.Count(r => r.Verb == "watch") == 2,
            string.Join('\n', requests.Select(r => $"{r.Verb} {r.Uri}"))
        );
    }

    [Theory]
    [InlineData("code", 10, "exit code 3")]
    [InlineData("oom", 10, "OOMKilled")]
    [InlineData("evicted", 10, "Evicted: The node was low on resource")]
    [InlineData("deleted", 11, "deleted")]
    [InlineData("replaced", 11, "")]
    public async Task A_bad_end_of_a_pod_is_told_with_its_cause(string end, int exit, string message)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild());
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Running", KroPlayer.Running());
        await kar.SaysAsync("Running");
        switch (end)
        {
            case "code":
                await stage.Kro.PodStatusAsync("Failed", KroPlayer.Terminated(3));
                break;
            case "oom":
                await stage.Kro.PodStatusAsync("Failed", KroPlayer.Terminated(137, "OOMKilled"));
                break;
            case "evicted":
                await stage.Kro.PodStatusAsync(
                    "Failed",
                    more: new JsonObject
                    {
                        ["reason"] = "Evicted",
                        ["message"] = "The node was low on resource: memory.",
                        ["containerStatuses"] = null,
                    }
                );
                break;
            default:
                await stage.Client.DeleteAsync(
                    WellKnown.Pods,
                    stage.Space,
                    "demo-job",
                    new() { GracePeriodSeconds = 0 }
                );
                if (end == "replaced")
                {
                    await stage.Kro.PodAsync();
                }

                break;
        }

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.Contains(message, stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("Unschedulable")]
    [InlineData("ImagePullBackOff")]
    public async Task A_pod_that_cannot_start_is_told_at_once_and_ended_by_the_deadline(string cause)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild());
        var kar = await stage.StartAsync(("KAR_PROVISION_TIMEOUT", "4s"));
        await stage.Kro.AcceptAsync();
        await stage.Kro.PodAsync();
        await stage.Kro.PodStatusAsync("Pending", Stuck.State(cause), Stuck.Status(cause));
        await kar.SaysAsync("waiting: ");

        Assert.True(await kar.ExitAsync() == 14, kar.Said);
        Assert.Contains(cause, stage.TerminationMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 10)]
    public async Task A_batch_job_is_judged_by_its_conditions_and_its_pod_gives_the_exit_code(bool good, int exit)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild("job", "batch/v1", "Job"));
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.ChildAsync(WellKnown.Jobs, "job", KroPlayer.JobManifest("demo-job"));
        await stage.Kro.ChildStatusAsync(WellKnown.Jobs, "demo-job", new JsonObject { ["active"] = 1, ["ready"] = 1 });
        await kar.SaysAsync("Running");
        var pod = KroPlayer.PodManifest("demo-job-x1");
        pod["metadata"]!["labels"] = new JsonObject { ["job-name"] = "demo-job" };
        await stage.Client.CreateAsync(WellKnown.Pods, stage.Space, pod);
        await stage.Kro.ChildStatusAsync(
            WellKnown.Pods,
            "demo-job-x1",
            new JsonObject
            {
                ["phase"] = "Failed",
                ["containerStatuses"] = new JsonArray(KroPlayer.ContainerStatus("runner", KroPlayer.Terminated(5))),
            }
        );

        // Kubernetes counts no Pod any more and announces the end before it tells it.
        var announced = TestGraphs.Condition(good ? "SuccessCriteriaMet" : "FailureTarget", "True", "a", "b");
        await stage.Kro.ChildStatusAsync(
            WellKnown.Jobs,
            "demo-job",
            new JsonObject
            {
                ["active"] = null,
                ["ready"] = 0,
                ["conditions"] = new JsonArray(announced.DeepClone()),
            }
        );
        var condition = TestGraphs.Condition(good ? "Complete" : "Failed", "True", "BackoffLimitExceeded", "too many");
        await stage.Kro.ChildStatusAsync(
            WellKnown.Jobs,
            "demo-job",
            new JsonObject { ["conditions"] = new JsonArray(announced, condition) }
        );

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.True(
            good || stage.TerminationMessage.Contains("exit code 5", StringComparison.Ordinal),
            stage.TerminationMessage
        );
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_batch_job_whose_pod_was_deleted_is_lost()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild("job", "batch/v1", "Job"));
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.ChildAsync(WellKnown.Jobs, "job", KroPlayer.JobManifest("demo-job"));
        await stage.Kro.ChildStatusAsync(WellKnown.Jobs, "demo-job", new JsonObject { ["active"] = 1, ["ready"] = 1 });
        await kar.SaysAsync("Running");
        var condition = TestGraphs.Condition("Failed", "True", "BackoffLimitExceeded", "too many");
        await stage.Kro.ChildStatusAsync(
            WellKnown.Jobs,
            "demo-job",
            new JsonObject { ["conditions"] = new JsonArray(condition) }
        );

        Assert.True(await kar.ExitAsync() == 11, kar.Said);
        Assert.Contains("Pod was deleted before its end", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("Succeeded", 0)]
    [InlineData("Failed", 10)]
    public async Task A_virtual_machine_is_judged_by_its_instance(string phase, int exit)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByChild("vm", "kubevirt.io/v1", "VirtualMachine"));
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.MachineAsync();
        await kar.SaysAsync("Running");
        await stage.Kro.ChildStatusAsync(
            Definitions.VirtualMachineInstances,
            "demo-job",
            new JsonObject { ["phase"] = phase }
        );

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_virtual_machine_instance_is_judged_by_its_phase()
    {
        await using var stage = await Stage.SetAsync(
            TestGraphs.ByChild("vmi", "kubevirt.io/v1", "VirtualMachineInstance")
        );
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.ChildAsync(
            Definitions.VirtualMachineInstances,
            "vmi",
            KroPlayer.Named(Definitions.VirtualMachineInstances)
        );
        await stage.Kro.ChildStatusAsync(
            Definitions.VirtualMachineInstances,
            "demo-job",
            new JsonObject { ["phase"] = "Succeeded" }
        );

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
    }

    [Theory]
    [InlineData("Client.InstanceInitiatedShutdown", 0)]
    [InlineData("Server.SpotInstanceTermination", 10)]
    public async Task An_ec2_instance_ends_well_only_when_it_shut_itself_down(string reason, int exit)
    {
        await using var stage = await Stage.SetAsync(
            TestGraphs.ByChild("ec2", "ec2.services.k8s.aws/v1alpha1", "Instance")
        );
        await stage.PutEphemeralRunnerAsync("4711");
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.ChildAsync(Definitions.Ec2Instances, "ec2", KroPlayer.Named(Definitions.Ec2Instances));
        await stage.Kro.ChildStatusAsync(Definitions.Ec2Instances, "demo-job", State("running"));
        await kar.SaysAsync("Running");
        var ended = State("terminated");
        ended["stateReason"] = new JsonObject { ["code"] = reason, ["message"] = reason };
        await stage.Kro.ChildStatusAsync(Definitions.Ec2Instances, "demo-job", ended);

        Assert.True(await kar.ExitAsync() == exit, kar.Said);

        static JsonObject State(string name) => new() { ["state"] = new JsonObject { ["name"] = name } };
    }
}
