using System.Net;
using Deskrun.Workflows.Planning;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.ActionsService.Tests.Runs;

public sealed class DeadlineTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task A_job_that_no_runner_takes_returns_to_the_queue_three_times_and_then_fails()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await listener.NextOfAsync("JobAssigned").OrFail();
            Assert.Equal(attempt, run.Jobs[0].Attempt);
            time.Advance(TimeSpan.FromMinutes(5));
            var ended = await listener.NextOfAsync("JobCompleted").OrFail();
            Assert.Equal(attempt < 4 ? "canceled" : "failed", (string)ended["result"]!);
            Assert.Equal(0, (int)ended["runnerId"]!);
            time.Advance(TimeSpan.FromSeconds(10 * Math.Pow(2, attempt - 1)));
        }

        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Failure, run.Conclusion);
        Assert.Contains("4 attempts", run.Jobs[0].Reason);
    }

    [Fact]
    public async Task A_runner_that_is_silent_for_ten_minutes_loses_its_job()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        time.Advance(TimeSpan.FromMinutes(9));
        (await runner.RenewAsync()).Expect(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromMinutes(9));
        Assert.Null(run.Conclusion);
        time.Advance(TimeSpan.FromMinutes(1));
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Failure, run.Conclusion);
        Assert.Contains("lost communication", Assert.Single(run.Jobs[0].Annotations).Message);
        (await runner.RenewAsync()).Expect(HttpStatusCode.NotFound);
        var registered = await listener.CallAsync("GET", "_apis/distributedtask/pools/0/agents");
        Assert.Equal(0, (int)registered.Json["count"]!);
    }

    [Fact]
    public async Task Timeout_minutes_cancels_and_then_takes_the_job_away()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello.Replace("runs-on", "timeout-minutes: 3\n    runs-on"));
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        var busy = runner.NextMessageAsync("Busy");
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal("JobCancellation", (string)(await busy.OrFail())["messageType"]!);
        Assert.Contains("maximum execution time of 3 minutes", Assert.Single(run.Jobs[0].Annotations).Message);
        time.Advance(TimeSpan.FromMinutes(5));
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Cancelled, run.Jobs[0].Conclusion);
    }

    [Fact]
    public async Task A_job_that_is_queued_for_a_day_is_cancelled()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        var run = service.Submit(TestService.Hello);
        time.Advance(TimeSpan.FromHours(24));
        await run.Completion.OrFail();
        Assert.Equal(JobConclusion.Cancelled, run.Conclusion);
        Assert.Contains("No runner", run.Jobs[0].Reason);
    }

    [Fact]
    public async Task A_message_that_the_runner_lost_is_sent_again()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        var first = await runner.NextMessageAsync().OrFail();
        var again = await runner.NextMessageAsync().OrFail();
        Assert.Equal((string)first["body"]!, (string)again["body"]!);
    }

    [Fact]
    public async Task A_runner_that_dies_before_it_fetches_its_job_can_be_removed_after_a_minute()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        var run = service.Submit(TestService.Hello);
        await listener.NextAsync().OrFail();
        using var dead = await (await listener.RunnerAsync("dead")).ConnectAsync();
        await dead.NextMessageAsync().OrFail();
        var path = $"_apis/distributedtask/pools/0/agents/{dead.Id}";
        var refused = (await listener.CallAsync("DELETE", path)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("JobStillRunningException", (string)refused.Json["typeName"]!);
        time.Advance(TimeSpan.FromMinutes(1));
        (await listener.CallAsync("DELETE", path)).Expect(HttpStatusCode.NoContent);

        using var runner = await (await listener.RunnerAsync("alive")).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        Assert.Equal("alive", run.Jobs[0].Runner);
    }

    [Fact]
    public async Task A_registration_that_nobody_uses_is_forgotten_after_a_day()
    {
        await using var service = await TestService.StartAsync(
            new()
            {
                TimeProvider = time,
                AdminTokenLifetime = TimeSpan.FromDays(3),
                RunnerCredential = RunnerCredential.AccessToken,
            }
        );
        using var listener = await service.ListenAsync();
        await listener.JitAsync("unused");
        using var used = await (await listener.RunnerAsync("used")).ConnectAsync();
        time.Advance(TimeSpan.FromHours(24));
        var left = await listener.CallAsync("GET", "_apis/distributedtask/pools/0/agents");
        Assert.Equal("used", (string)left.Json["value"]!.AsArray().Single()!["name"]!);
    }
}
