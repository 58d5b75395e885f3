using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.ActionsService.Tests.Runners;

public sealed class BrokerTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task One_configuration_is_one_runner_at_a_time()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        (await runner.OpenSessionAsync()).Expect(HttpStatusCode.Conflict);
        (await runner.CloseAsync()).Expect(HttpStatusCode.NoContent);
        await runner.ConnectAsync();
    }

    [Fact]
    public async Task A_runner_that_was_removed_is_told_so()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        var poll = runner.PollAsync();
        (await listener.CallAsync("DELETE", $"_apis/distributedtask/pools/0/agents/{runner.Id}")).Expect(
            HttpStatusCode.NoContent
        );
        var told = (await poll.OrFail()).Expect(HttpStatusCode.NotFound);
        Assert.Equal("RunnerNotFound", (string)told.Json["errorKind"]!);
        Assert.Equal("actions-broker-listener", (string)told.Json["source"]!);
        (await runner.OpenSessionAsync()).Expect(HttpStatusCode.NotFound);
        (await runner.CloseAsync()).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_runner_that_has_had_its_job_may_wind_up_in_peace()
    {
        await using var service = await TestService.StartAsync(
            new() { PollHold = TimeSpan.FromMilliseconds(50), RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        await listener.NextOfAsync("JobAssigned").OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        (await runner.CompleteAsync()).Expect(HttpStatusCode.OK);
        (await runner.PollAsync("Busy")).Expect(HttpStatusCode.Accepted);
        (await runner.CloseAsync()).Expect(HttpStatusCode.NoContent);
        (await runner.PollAsync("Busy")).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Idle_busy_and_offline_runners_are_counted()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        using var silent = await listener.RunnerAsync("silent");
        using var idle = await (await listener.RunnerAsync("idle")).ConnectAsync();
        var statistics = await listener.StatisticsAsync();
        Assert.Equal(2, (int)statistics["totalRegisteredRunners"]!);
        Assert.Equal(1, (int)statistics["totalIdleRunners"]!);

        service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        await idle.TakeJobAsync().OrFail();
        statistics = await listener.StatisticsAsync();
        Assert.Equal(1, (int)statistics["totalBusyRunners"]!);
        Assert.Equal(1, (int)statistics["totalRunningJobs"]!);
        var list = await listener.CallAsync("GET", "_apis/distributedtask/pools/0/agents?agentName=idle");
        Assert.Equal("online", (string)list.Json["value"]![0]!["status"]!);
        Assert.True((bool)list.Json["value"]![0]!["busy"]!);

        time.Advance(TimeSpan.FromMinutes(3));
        list = await listener.CallAsync("GET", $"_apis/distributedtask/pools/0/agents/{idle.Id}");
        Assert.Equal("offline", (string)list.Json["status"]!);
    }

    [Fact]
    public async Task Only_the_runner_that_was_asked_takes_the_job()
    {
        await using var job = await StartedJob.StartAsync(TestService.Hello);
        var body = RequestFor(job);
        using var thief = await (await job.Listener.RunnerAsync("thief")).ConnectAsync();
        var refused = (await thief.AcquireAsync(body)).Expect(HttpStatusCode.Conflict);
        Assert.Equal("actions-run-service", (string)refused.Json["source"]!);
        body["runner_request_id"] = "4711";
        (await thief.AcquireAsync(body)).Expect(HttpStatusCode.NotFound);
        thief.Bearer = "Bearer a.b.c";
        (await thief.AcquireAsync(body)).Expect(HttpStatusCode.Unauthorized);
        (await thief.PollAsync()).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_runner_that_asks_again_for_its_job_gets_the_same_answer()
    {
        await using var job = await StartedJob.StartAsync(TestService.Hello);
        var first = job.Runner.StepId(0);
        (await job.Runner.AcquireAsync(RequestFor(job))).Expect(HttpStatusCode.OK);
        Assert.Equal(first, job.Runner.StepId(0));
    }

    private static JsonNode RequestFor(StartedJob job) =>
        new JsonObject
        {
            ["run_service_url"] = $"{job.Service.Host.BaseUri}run/",
            ["runner_request_id"] = $"{job.Runner.Job["requestId"]}",
        };
}
