using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Tests.Judging;

public sealed class ChildJudgeTests
{
    [Theory]
    [InlineData("""{"phase":"Pending"}""", RunnerPhase.Pending, null)]
    [InlineData(
        """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True"}]}""",
        RunnerPhase.Provisioning,
        null
    )]
    [InlineData(
        """{"phase":"Running","containerStatuses":[{"name":"runner","state":{"running":{}}}]}""",
        RunnerPhase.Running,
        null
    )]
    [InlineData(
        """{"phase":"Pending","containerStatuses":[{"name":"runner","state":{"running":{}}}]}""",
        RunnerPhase.Running,
        null
    )]
    [InlineData(
        """{"phase":"Running","containerStatuses":[{"name":"dind","state":{"running":{}}},{"name":"runner","state":{"terminated":{"exitCode":4}}}]}""",
        RunnerPhase.Failed,
        4
    )]
    [InlineData(
        """{"phase":"Failed","containerStatuses":[{"name":"runner","state":{"terminated":{"exitCode":0}}},{"name":"dind","state":{"terminated":{"exitCode":1}}}]}""",
        RunnerPhase.Succeeded,
        0
    )]
    [InlineData("""{"phase":"Failed","reason":"Evicted"}""", RunnerPhase.Failed, null)]
    [InlineData("""{"phase":"Unknown"}""", null, null)]
    public void A_pod_is_judged_by_its_runner(string status, RunnerPhase? phase, int? code)
    {
        var seen = Judge("", "Pod", "v1", status, """{"containers":[{"name":"runner"},{"name":"dind"}]}""");
        Assert.Equal(phase, seen.Phase);
        Assert.Equal(code, seen.ExitCode);
    }

    [Theory]
    [InlineData("ImagePullBackOff", true)]
    [InlineData("CreateContainerConfigError", true)]
    [InlineData("ContainerCreating", false)]
    [InlineData("PodInitializing", false)]
    public void Only_waits_without_end_are_causes(string reason, bool isCause)
    {
        var status =
            $$$$"""{"phase":"Pending","containerStatuses":[{"name":"runner","state":{"waiting":{"reason":"{{{{reason}}}}","message":"m"}}}]}""";
        Assert.Equal(isCause, Judge("", "Pod", "v1", status, "{}").Waiting is not null);
    }

    [Theory]
    [InlineData("""{"active":1}""", RunnerPhase.Running)]
    [InlineData("""{"active":1,"ready":0}""", RunnerPhase.Provisioning)]
    [InlineData("""{"active":1,"ready":1}""", RunnerPhase.Running)]
    [InlineData("""{"conditions":[{"type":"SuccessCriteriaMet","status":"True"}],"active":1}""", RunnerPhase.Running)]
    [InlineData("""{"conditions":[{"type":"Complete","status":"True"}]}""", RunnerPhase.Succeeded)]
    [InlineData(
        """{"conditions":[{"type":"Failed","status":"True","reason":"BackoffLimitExceeded"}]}""",
        RunnerPhase.Failed
    )]
    public void A_job_is_judged_by_its_conditions(string status, RunnerPhase phase) =>
        Assert.Equal(phase, Judge("batch", "Job", "batch/v1", status, "{}").Phase);

    [Theory]
    [InlineData("Scheduled", RunnerPhase.Provisioning)]
    [InlineData("Running", RunnerPhase.Running)]
    [InlineData("Succeeded", RunnerPhase.Succeeded)]
    [InlineData("Failed", RunnerPhase.Failed)]
    [InlineData("Unknown", null)]
    public void A_virtual_machine_instance_is_judged_by_its_phase(string word, RunnerPhase? phase) =>
        Assert.Equal(
            phase,
            Judge("kubevirt.io", "VirtualMachineInstance", "kubevirt.io/v1", $$"""{"phase":"{{word}}"}""", "{}").Phase
        );

    [Theory]
    [InlineData("Stopped")]
    [InlineData("Stopping")]
    [InlineData("Terminating")]
    public void A_virtual_machine_has_no_verdict_of_its_own(string word) =>
        Assert.False(
            Judge(
                "kubevirt.io",
                "VirtualMachine",
                "kubevirt.io/v1",
                $$"""{"printableStatus":"{{word}}"}""",
                "{}"
            ).IsTerminal
        );

    [Theory]
    [InlineData("pending", "", RunnerPhase.Provisioning)]
    [InlineData("running", "", RunnerPhase.Running)]
    [InlineData("shutting-down", "Client.InstanceInitiatedShutdown", RunnerPhase.Running)]
    [InlineData("terminated", "Client.InstanceInitiatedShutdown", RunnerPhase.Succeeded)]
    [InlineData("stopped", "", RunnerPhase.Succeeded)]
    [InlineData("terminated", "Server.SpotInstanceTermination", RunnerPhase.Failed)]
    [InlineData("terminated", "Client.UserInitiatedShutdown", RunnerPhase.Failed)]
    public void An_ec2_instance_is_judged_by_state_and_reason(string state, string reason, RunnerPhase phase)
    {
        var status = $$$"""{"state":{"name":"{{{state}}}"},"stateReason":{"code":"{{{reason}}}"}}""";
        Assert.Equal(
            phase,
            Judge("ec2.services.k8s.aws", "Instance", "ec2.services.k8s.aws/v1alpha1", status, "{}").Phase
        );
    }

    private static Observation Judge(string group, string kind, string apiVersion, string status, string spec) =>
        ComputeKinds
            .JudgeOf(group, kind)!
            .Judge(
                new JsonObject
                {
                    ["apiVersion"] = apiVersion,
                    ["kind"] = kind,
                    ["metadata"] = new JsonObject { ["name"] = "x" },
                    ["spec"] = JsonNode.Parse(spec),
                    ["status"] = JsonNode.Parse(status),
                },
                new ContractSettings()
            );
}
