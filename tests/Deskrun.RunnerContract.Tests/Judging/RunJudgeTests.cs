using Deskrun.RunnerContract.Judging;

namespace Deskrun.RunnerContract.Tests.Judging;

public sealed class RunJudgeTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly RunLimits _limits = RunLimits.Default with { Idle = TimeSpan.FromMinutes(30) };

    [Fact]
    public void The_first_terminal_observation_stands()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("ACTIVE", "Succeeded"), At(1));
        judge.SeeInstance(Instance("ERROR", "Failed"), At(2));
        judge.SeeInstanceGone();
        Assert.Equal(RunOutcome.Succeeded, judge.Verdict!.Outcome);
    }

    [Fact]
    public void Ready_does_not_mean_finished_unless_the_graph_says_so()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("ACTIVE", "Pending"), At(1));
        Assert.Null(judge.Verdict);
        Assert.Null(judge.RunningSince);

        var ready = Judge("{deskrun.dev/completion: ready}", "{}");
        ready.SeeInstance(Instance("ACTIVE", null), At(1));
        Assert.Equal(RunOutcome.Succeeded, ready.Verdict!.Outcome);
    }

    [Theory]
    [InlineData("Succeeded", RunOutcome.Succeeded)]
    [InlineData("Failed", RunOutcome.Cancelled)]
    [InlineData("Running", RunOutcome.Cancelled)]
    public void A_deleted_instance_is_cancelled_unless_its_compute_had_succeeded(string phase, RunOutcome outcome)
    {
        var judge = ByStatus();
        var instance = Instance("DELETING", phase);
        instance["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        judge.SeeInstance(instance, At(1));
        Assert.Equal(outcome, judge.Verdict!.Outcome);
    }

    [Fact]
    public void An_error_must_last_longer_than_its_grace_without_a_break()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("ERROR", null), At(0));
        judge.SeeInstance(Instance("IN_PROGRESS", null), At(4));
        judge.SeeInstance(Instance("ERROR", null), At(5));
        judge.Tick(At(9));
        Assert.Null(judge.Verdict);
        Assert.Equal(At(10), judge.NextDeadline);
        judge.Tick(At(10));
        Assert.Equal(RunOutcome.ProvisionFailed, judge.Verdict!.Outcome);
    }

    [Fact]
    public void An_error_after_running_is_only_noted()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("ACTIVE", "Running"), At(1));
        judge.SeeInstance(Instance("ERROR", "Running"), At(2));
        judge.Tick(At(20));
        Assert.Null(judge.Verdict);
        Assert.Contains(judge.TakeNotes(), n => n.IsWarning && n.Text.Contains("ERROR", StringComparison.Ordinal));
    }

    [Fact]
    public void A_job_whose_pod_is_counted_no_more_still_runs_until_its_last_condition()
    {
        var judge = Judge("{}", "{}", "  resources: [{id: job, template: {apiVersion: batch/v1, kind: Job}}]");
        judge.SeeChild(Job("""{"active":1,"ready":1}"""), At(1));
        judge.SeeChild(Job("""{"active":1,"ready":0}"""), At(2));
        judge.SeeChild(
            Job(
                """{"ready":0,"conditions":[{"type":"SuccessCriteriaMet","status":"True"}],"uncountedTerminatedPods":{}}"""
            ),
            At(3)
        );
        Assert.Null(judge.Verdict);
        judge.SeeChild(Job("""{"succeeded":1,"conditions":[{"type":"Complete","status":"True"}]}"""), At(3));
        Assert.Equal(RunOutcome.Succeeded, judge.Verdict!.Outcome);
    }

    [Fact]
    public void Each_deadline_strikes_by_its_name()
    {
        var provision = ByStatus();
        provision.Tick(At(10));
        Assert.Equal(RunOutcome.ProvisionTimeout, provision.Verdict!.Outcome);

        var job = ByStatus();
        job.SeeInstance(Instance("ACTIVE", "Running"), At(1));
        job.SeeJobTaken();
        Assert.Equal(At(1) + _limits.Job, job.NextDeadline);
        job.Tick(At(1) + _limits.Job);
        Assert.Equal(RunOutcome.JobTimeout, job.Verdict!.Outcome);

        var idle = ByStatus();
        idle.SeeInstance(Instance("ACTIVE", "Running"), At(1));
        Assert.False(idle.IsIdleDue(At(30)));
        Assert.True(idle.IsIdleDue(At(31)));
        idle.EndIdle();
        Assert.Equal(RunOutcome.IdleTimeout, idle.Verdict!.Outcome);
    }

    [Fact]
    public void A_phase_that_falls_back_from_running_means_that_the_compute_was_replaced()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("ACTIVE", "Running"), At(1));
        judge.SeeInstance(Instance("IN_PROGRESS", null), At(2));
        Assert.Null(judge.Verdict);
        judge.SeeInstance(Instance("IN_PROGRESS", "Pending"), At(3));
        Assert.Equal(RunOutcome.Lost, judge.Verdict!.Outcome);
    }

    [Fact]
    public void A_status_that_told_running_and_tells_nothing_asks_for_a_look_which_may_find_nothing()
    {
        var judge = ByStatus();
        judge.SeeInstance(Instance("IN_PROGRESS", null), At(1));
        Assert.False(judge.IsUntold);
        judge.SeeInstance(Instance("ACTIVE", "Running"), At(2));
        Assert.False(judge.IsUntold);
        judge.SeeInstance(Instance("IN_PROGRESS", null), At(3));
        Assert.True(judge.IsUntold);
        Assert.Null(judge.Verdict);
        judge.SeeComputeMissing("Pod demo");
        Assert.Equal(RunOutcome.Lost, judge.Verdict!.Outcome);
        Assert.False(judge.IsUntold);
    }

    [Theory]
    [InlineData("Pod", RunOutcome.Succeeded)]
    [InlineData("VirtualMachineInstance", RunOutcome.Lost)]
    public void A_good_end_while_it_is_deleted_counts_only_where_an_exit_code_proves_it(string kind, RunOutcome outcome)
    {
        var judge = Judge("{}", "{}");
        var child = Pod("a", "Succeeded");
        child["kind"] = kind;
        child["apiVersion"] = kind == "Pod" ? "v1" : "kubevirt.io/v1";
        child["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        judge.SeeChild(child, At(1));
        Assert.Equal(outcome, judge.Verdict!.Outcome);
    }

    [Theory]
    [InlineData("b", true)]
    [InlineData("a", false)]
    public void Another_uid_under_the_same_name_means_lost(string uid, bool lost)
    {
        var judge = Judge("{}", "{}");
        judge.SeeChild(Pod("a", "Running"), At(1));
        judge.SeeChild(Pod(uid, "Succeeded"), At(2));
        Assert.Equal(lost ? RunOutcome.Lost : RunOutcome.Succeeded, judge.Verdict!.Outcome);
    }

    [Fact]
    public void A_child_that_is_gone_before_its_end_is_lost_and_one_of_another_run_is_ignored()
    {
        var judge = Judge("{}", "{}");
        judge.SeeChild(Pod("a", "Running"), At(1));
        judge.SeeChildGone(Pod("z", "Failed"));
        Assert.Null(judge.Verdict);
        judge.SeeChildGone(Pod("a", "Running"));
        Assert.Equal(RunOutcome.Lost, judge.Verdict!.Outcome);
    }

    [Fact]
    public void A_kro_that_is_too_old_by_its_label_is_refused()
    {
        var judge = ByStatus();
        var instance = Instance("IN_PROGRESS", null);
        instance["metadata"]!["labels"] = new JsonObject { ["kro.run/kro-version"] = "v0.5.0" };
        judge.SeeInstance(instance, At(1));
        Assert.Equal(RunOutcome.ProvisionFailed, judge.Verdict!.Outcome);
    }

    private static RunJudge ByStatus() => Judge("{}", "{phase: '${runnerPod.status.phase}'}");

    private static RunJudge Judge(string annotations, string status, string resources = TestGraph.Pod)
    {
        var graph = TestGraph.Make(annotations, status, resources);
        var settings = ContractSettings.Read(graph);
        return new RunJudge(settings, CompletionPlan.Decide(graph, settings), _limits, _start);
    }

    private static DateTimeOffset At(int minutes) => _start.AddMinutes(minutes);

    private static JsonObject Instance(string state, string? phase)
    {
        var status = new JsonObject { ["state"] = state };
        if (phase is not null)
        {
            status["phase"] = phase;
        }

        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "demo" },
            ["status"] = status,
        };
    }

    private static JsonObject Job(string status) =>
        new()
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject { ["name"] = "demo-job", ["uid"] = "a" },
            ["status"] = JsonNode.Parse(status),
        };

    private static JsonObject Pod(string uid, string phase) =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = "demo-job", ["uid"] = uid },
            ["status"] = new JsonObject { ["phase"] = phase },
        };
}
