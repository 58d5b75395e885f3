using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Tests.Judging;

public sealed class StatusContractTests
{
    [Theory]
    [InlineData("Pending", RunnerPhase.Pending)]
    [InlineData("scheduled", RunnerPhase.Provisioning)]
    [InlineData("Starting", RunnerPhase.Provisioning)]
    [InlineData("RUNNING", RunnerPhase.Running)]
    [InlineData("completed", RunnerPhase.Succeeded)]
    [InlineData("Terminated", RunnerPhase.Succeeded)]
    [InlineData("Stopped", RunnerPhase.Succeeded)]
    [InlineData("crashed", RunnerPhase.Failed)]
    [InlineData("Error", RunnerPhase.Failed)]
    public void Words_mean_phases_without_regard_to_case(string word, RunnerPhase phase) =>
        Assert.Equal(phase, Read($$"""{"phase":"{{word}}"}""")!.Phase);

    [Fact]
    public void An_unknown_word_is_no_phase_and_is_said_to_be_unknown()
    {
        var seen = Read("""{"phase":"Hibernating"}""")!;
        Assert.Null(seen.Phase);
        Assert.False(seen.IsTerminal);
        Assert.Contains("Hibernating", seen.Waiting, StringComparison.Ordinal);
    }

    [Fact]
    public void The_annotations_path_wins_over_runner_and_runner_over_flat()
    {
        const string Status = """{"vm":{"power":"off"},"runner":{"phase":"Running"},"phase":"Failed"}""";
        Assert.Equal(RunnerPhase.Running, Read(Status)!.Phase);
        var annotations = "{deskrun.dev/phase-path: .status.vm.power, deskrun.dev/succeeded-values: 'off,gone'}";
        var seen = Read(Status, annotations)!;
        Assert.Equal(RunnerPhase.Succeeded, seen.Phase);
        Assert.Equal(".status.vm.power", seen.Source);
    }

    [Theory]
    [InlineData("""{"exitCode":0,"phase":"Failed"}""", true)]
    [InlineData("""{"exitCode":"0"}""", true)]
    [InlineData("""{"exitCode":3,"phase":"Succeeded"}""", false)]
    public void The_exit_code_wins_over_the_phase(string status, bool success)
    {
        var seen = Read(status)!;
        Assert.True(seen.IsTerminal);
        Assert.Equal(success, seen.IsSuccess);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("""{"phase":""}""")]
    [InlineData("""{"phase":{"nested":1}}""")]
    public void Without_phase_and_exit_code_there_is_no_contract(string status) => Assert.Null(Read(status));

    [Theory]
    [InlineData("deskrun.dev/completion: sometimes", "sometimes")]
    [InlineData("deskrun.dev/phase-path: '.status['", "phase-path")]
    [InlineData("deskrun.dev/job-timeout: 5 days", "5 days")]
    [InlineData("deskrun.dev/compute: nobody", "nobody")]
    public void A_wrong_annotation_is_named(string annotation, string named)
    {
        var settings = ContractSettings.Read(TestGraph.Make("{" + annotation + "}"));
        Assert.Contains(named, settings.Problems.Single(), StringComparison.Ordinal);
    }

    private static Observation? Read(string status, string annotations = "{}") =>
        StatusContract.Read(
            new JsonObject { ["status"] = JsonNode.Parse(status) },
            ContractSettings.Read(TestGraph.Make(annotations))
        );
}
