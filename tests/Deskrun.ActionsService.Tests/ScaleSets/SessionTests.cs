using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.ActionsService.Tests.ScaleSets;

public sealed class SessionTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Fact]
    public async Task A_session_has_what_the_reference_listener_insists_on()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        Assert.True(Guid.TryParse((string)listener.Session["sessionId"]!, out _));
        Assert.NotNull(listener.Session["statistics"]!["totalAssignedJobs"]);
        Assert.Equal("demo", (string)listener.Session["runnerScaleSet"]!["name"]!);
        Assert.StartsWith("http://127.0.0.1:", (string)listener.Session["messageQueueUrl"]!);
    }

    [Fact]
    public async Task A_second_listener_gets_a_conflict_until_the_first_one_is_gone()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        var path = $"{listener.SetPath}/sessions";
        var second = (await listener.CallAsync("POST", path, "{}")).Expect(HttpStatusCode.Conflict);
        Assert.Contains("RunnerScaleSetSessionConflictException", (string)second.Json["typeName"]!);
        Assert.Contains("already has an active session", (string)second.Json["message"]!);
        (await listener.CallAsync("DELETE", $"{path}/{listener.Session["sessionId"]}")).Expect(
            HttpStatusCode.NoContent
        );
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_silent_listener_loses_its_session_to_the_next_one()
    {
        await using var service = await TestService.StartAsync(new() { TimeProvider = time });
        using var listener = await service.ListenAsync();
        time.Advance(TimeSpan.FromMinutes(5));
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_message_comes_back_until_it_is_deleted_and_outlives_its_session()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        var first = (await listener.PollAsync().OrFail()).Expect(HttpStatusCode.OK).Json;
        var again = (await listener.PollAsync().OrFail()).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((long)first["messageId"]!, (long)again["messageId"]!);

        await listener.CallAsync("DELETE", $"{listener.SetPath}/sessions/{listener.Session["sessionId"]}");
        (await listener.OpenSessionAsync()).Expect(HttpStatusCode.OK);
        var later = (await listener.PollAsync().OrFail()).Expect(HttpStatusCode.OK).Json;
        Assert.Equal((string)first["body"]!, (string)later["body"]!);
        (await listener.DeleteAsync((long)later["messageId"]!)).Expect(HttpStatusCode.NoContent);
        (await listener.DeleteAsync((long)later["messageId"]!)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_message_holds_at_most_fifty_items()
    {
        await using var service = await TestService.StartAsync();
        using var listener = await service.ListenAsync();
        for (var i = 0; i < 60; i++)
        {
            service.Submit(TestService.Hello);
        }

        Assert.Equal(50, (await listener.NextAsync(100).OrFail()).Items.Length);
        Assert.Equal(10, (await listener.NextAsync(100).OrFail()).Items.Length);
    }

    [Fact]
    public async Task An_empty_poll_is_held_and_then_answered_with_nothing()
    {
        // A token that outlives every move of the clock: only the hold is looked at.
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, QueueTokenLifetime = TimeSpan.FromDays(3650) }
        );
        using var listener = await service.ListenAsync();
        var poll = listener.PollAsync();
        while (!poll.IsCompleted)
        {
            // The call may still be on its way when the clock moves, so the clock moves until it is answered.
            time.Advance(TimeSpan.FromSeconds(50));
            await Task.WhenAny(poll, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System));
        }

        var answer = await poll.OrFail();
        Assert.Equal(HttpStatusCode.Accepted, answer.Status);
        Assert.Empty(answer.Text);
    }

    [Fact]
    public async Task Offered_jobs_that_were_left_are_offered_again_when_there_is_room()
    {
        await using var service = await TestService.StartAsync(
            new() { JobPath = JobPath.Acquire, RunnerCredential = RunnerCredential.AccessToken }
        );
        using var listener = await service.ListenAsync();
        service.Submit(TestService.Hello);
        service.Submit(TestService.Hello);
        var (message, items) = await listener.NextAsync(1).OrFail();
        Assert.Equal(["JobAvailable", "JobAvailable"], items.Select(i => (string)i["messageType"]!));
        Assert.Equal(2, (int)message["statistics"]!["totalAvailableJobs"]!);
        await listener.AcquireAsync((long)items[0]["runnerRequestId"]!);
        await listener.NextOfAsync("JobAssigned", 1).OrFail();
        Assert.Equal(1, (int)(await listener.StatisticsAsync())["totalAcquiredJobs"]!);

        using var runner = await (await listener.RunnerAsync()).ConnectAsync();
        await runner.TakeJobAsync().OrFail();
        await runner.CompleteAsync();
        var again = await listener.NextOfAsync("JobAvailable", 1).OrFail();
        Assert.Equal((string)items[1]["jobId"]!, (string)again["jobId"]!);
        var foreign = await listener.AcquireAsync(4711, (long)items[0]["runnerRequestId"]!);
        Assert.Equal(0, (int)foreign.Expect(HttpStatusCode.OK).Json["count"]!);
    }
}
