using System.Net;
using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.ActionsService.Tests.Runs;

public sealed class OneJobTests
{
    [Theory]
    [InlineData(JobPath.Direct, RunnerCredential.OAuth)]
    [InlineData(JobPath.Acquire, RunnerCredential.OAuth)]
    [InlineData(JobPath.Direct, RunnerCredential.AccessToken)]
    public async Task A_job_goes_from_the_queue_to_a_runner_and_to_its_end(JobPath path, RunnerCredential credential)
    {
        await using var service = await TestService.StartAsync(new() { JobPath = path, RunnerCredential = credential });
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);

        if (path == JobPath.Acquire)
        {
            var offered = await listener.NextOfAsync("JobAvailable").OrFail();
            var acquired = (await listener.AcquireAsync((long)offered["runnerRequestId"]!)).Expect(HttpStatusCode.OK);
            Assert.Equal((long)offered["runnerRequestId"]!, (long)acquired.Json["value"]![0]!);
        }

        var assigned = await listener.NextOfAsync("JobAssigned").OrFail();
        Assert.Equal($"{run.Jobs[0].Id}", (string)assigned["jobId"]!);
        Assert.Equal("octo/demo/.github/workflows/w.yml@refs/heads/main", (string)assigned["jobWorkflowRef"]!);
        Assert.Equal("demo", (string)assigned["requestLabels"]![0]!);

        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        var started = await listener.NextOfAsync("JobStarted").OrFail();
        Assert.Equal(runner.Id, (int)started["runnerId"]!);
        Assert.Equal("runner-1", (string)started["runnerName"]!);
        Assert.Equal(JobState.Running, run.Jobs[0].State);

        (await runner.RenewAsync()).Expect(HttpStatusCode.OK);
        (await runner.CompleteAsync()).Expect(HttpStatusCode.OK);
        (await runner.CloseAsync()).Expect(HttpStatusCode.NoContent);
        var (message, items) = await listener.NextAsync().OrFail();
        Assert.Equal("succeeded", (string)items.Single()["result"]!);
        Assert.Equal("runner-1", (string)items.Single()["runnerName"]!);
        Assert.Equal(0, (int)message["statistics"]!["totalAssignedJobs"]!);
        Assert.Equal(0, (int)message["statistics"]!["totalRegisteredRunners"]!);

        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Success, run.Conclusion);
        var kinds = (await TestService.EventsAsync(run)).Select(e => e.GetType().Name);
        Assert.Equal(["JobQueued", "JobAssigned", "JobStarted", "JobCompleted", "RunCompleted"], kinds);
    }

    [Fact]
    public async Task A_job_without_a_matching_scale_set_waits_and_says_why()
    {
        await using var service = await TestService.StartAsync();
        using var other = await service.ListenAsync("other");
        var run = service.Submit(TestService.Hello);
        Assert.Equal(JobState.Queued, run.Jobs[0].State);
        Assert.Contains("demo", run.Jobs[0].Reason);

        using var listener = await service.ListenAsync("mixed", "Linux", "DEMO");
        var assigned = await listener.NextOfAsync("JobAssigned").OrFail();
        Assert.Equal($"{run.Jobs[0].Id}", (string)assigned["jobId"]!);
        Assert.Null(run.Jobs[0].Reason);
    }

    [Fact]
    public async Task Only_scale_sets_of_the_repository_its_owner_or_an_enterprise_get_its_jobs()
    {
        await using var service = await TestService.StartAsync();
        using var stranger = await ListenerDouble.RegisteredAsync(service.Host, "octo/else");
        await stranger.CreateScaleSetAsync("demo");
        (await stranger.OpenSessionAsync()).Expect(HttpStatusCode.OK);
        using var owner = await ListenerDouble.RegisteredAsync(service.Host, "Octo");
        await owner.CreateScaleSetAsync("demo");
        (await owner.OpenSessionAsync()).Expect(HttpStatusCode.OK);
        var waiting = stranger.PollAsync(10, TestTimeout.Token);
        var run = service.Submit(TestService.Hello);

        await owner.NextOfAsync("JobAssigned").OrFail();
        Assert.Equal(JobState.Assigned, run.Jobs[0].State);
        Assert.Equal(0, (int)(await stranger.StatisticsAsync())["totalAvailableJobs"]!);
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task A_runner_group_in_runs_on_narrows_the_choice()
    {
        await using var service = await TestService.StartAsync(new() { RunnerGroups = ["gpu"] });
        using var listener = await service.ListenAsync();
        var run = service.Submit(
            """
            on: push
            jobs:
              a:
                runs-on: { group: gpu, labels: demo }
                steps: [{ run: echo }]
            """
        );
        Assert.Contains("gpu", run.Jobs[0].Reason);
        var group = await listener.CallAsync("GET", "_apis/runtime/runnergroups/?groupName=GPU");
        var id = (int)group.Json["value"]![0]!["id"]!;
        (await listener.CallAsync("PATCH", listener.SetPath, $$"""{"runnerGroupId":{{id}}}""")).Expect(
            HttpStatusCode.OK
        );
        await listener.NextOfAsync("JobAssigned").OrFail();
    }

    [Fact]
    public async Task The_capacity_of_a_listener_limits_what_it_is_assigned()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        service.Submit(TestService.Hello);
        service.Submit(TestService.Hello);

        var (message, items) = await listener.NextAsync(capacity: 2).OrFail();
        Assert.Equal(2, items.Length);
        Assert.Equal(2, (int)message["statistics"]!["totalAssignedJobs"]!);
        Assert.Equal(1, (int)message["statistics"]!["totalAvailableJobs"]!);
        var late = service.Submit(TestService.Hello);
        Assert.Equal(JobState.Queued, late.Jobs[0].State);

        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        await runner.CompleteAsync();
        await listener.NextOfAsync("JobAssigned", capacity: 2).OrFail();
        Assert.Equal(2, (int)(await listener.StatisticsAsync())["totalAssignedJobs"]!);
    }

    [Fact]
    public async Task A_failed_job_fails_its_run()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        await runner.CompleteAsync("failed");
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Failure, run.Conclusion);
        Assert.Equal("failed", (string)(await listener.NextOfAsync("JobCompleted").OrFail())["result"]!);
    }
}
