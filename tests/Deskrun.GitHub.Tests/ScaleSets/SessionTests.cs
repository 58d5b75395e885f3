using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.ScaleSets;

public sealed class SessionTests
{
    [Fact]
    public async Task A_session_is_opened_and_ended()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");

        var session = await client.OpenSessionAsync(set, "my-machine", Deadline);

        Assert.Equal("""{"ownerName":"my-machine"}""", service.Of("open session").Single().Body);
        Assert.Equal(service.Healthy.Session, session.SessionId);
        Assert.Equal(0, session.Statistics!.TotalAssignedJobs);
        await session.DeleteAsync(Deadline);
        Assert.Null(service.Healthy.Session);
    }

    [Fact]
    public async Task A_session_that_the_service_does_not_know_is_ended()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Next(
            "delete session",
            Answer.Error(400, "GitHub.Actions.Runtime.WebApi.RunnerScaleSetSessionExpiredException"),
            new Answer(404)
        );

        await session.DeleteAsync(Deadline);
        await session.DeleteAsync(Deadline);
    }

    [Fact]
    public async Task A_poll_sends_the_capacity_and_the_cursor_and_keeps_the_queues_own_query()
    {
        await using var service = await FakeService.StartAsync();
        service.QueueQuery = "?key=a%2Bb";
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Queue.AddEmpty();
        service.Queue.AddEmpty();

        Assert.Null(await session.PollAsync(0, 5, Deadline));
        Assert.Null(await session.PollAsync(17, -1, Deadline));
        await session.AcknowledgeAsync(17, Deadline);

        var polls = service.Of("poll");
        Assert.Equal("?key=a%2Bb", polls[0].Query);
        Assert.Equal("5", polls[0].Header("X-ScaleSetMaxCapacity"));
        Assert.Equal("application/json; api-version=6.0-preview", polls[0].Header("Accept"));
        Assert.Equal($"Bearer {service.Healthy.QueueToken}", polls[0].Header("Authorization"));
        Assert.Equal("?key=a%2Bb&lastMessageId=17", polls[1].Query);
        Assert.Equal("0", polls[1].Header("X-ScaleSetMaxCapacity"));
        var acknowledged = service.Of("acknowledge").Single();
        Assert.Equal("/queue/message/17", acknowledged.Path);
        Assert.Equal("?key=a%2Bb", acknowledged.Query);
        Assert.Equal("application/json", acknowledged.Header("Content-Type"));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    public async Task An_empty_answer_is_no_message_whatever_its_status(int status)
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Next("poll", new Answer(status));

        Assert.Null(await session.PollAsync(0, 1, Deadline));
    }

    [Fact]
    public async Task Acquiring_uses_the_services_url_with_the_queues_token()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");
        var session = await client.OpenSessionAsync(set, "me", Deadline);
        service.Next("acquire", Answer.Json("""{"count":1,"value":[12]}"""));

        Assert.Equal([12], await session.AcquireAsync([11, 12], Deadline));

        var call = service.Of("acquire").Single();
        Assert.Equal($"/svc/_apis/runtime/runnerscalesets/{set}/acquirejobs", call.Path);
        Assert.Equal("?api-version=6.0-preview", call.Query);
        Assert.Equal("[11,12]", call.Body);
        Assert.Equal($"Bearer {service.Healthy.QueueToken}", call.Header("Authorization"));
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("acquire")]
    [InlineData("acknowledge")]
    public async Task A_call_that_gets_401_refreshes_the_session_and_tries_once_more(string route)
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        var before = session.SessionId;
        service.Healthy.QueueToken = "expired";
        service.Queue.AddEmpty();

        await UseAsync(session, route);

        Assert.Single(service.Of("refresh session"));
        Assert.Equal("", service.Of("refresh session").Single().Body);
        Assert.Equal(2, service.Of(route).Count);
        Assert.Equal(before, session.SessionId);
    }

    [Theory]
    [InlineData("poll")]
    [InlineData("acquire")]
    [InlineData("acknowledge")]
    public async Task A_call_that_stays_refused_is_told_after_one_refresh(string route)
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Always(route, _ => new Answer(401));

        var error = await Fails(UseAsync(session, route));

        Assert.Equal(ActionsServiceErrorKind.Unauthorized, error.Kind);
        Assert.Equal(2, service.Of(route).Count);
    }

    [Theory]
    [InlineData(60, 49, 0)]
    [InlineData(60, 51, 1)]
    [InlineData(5, 3, 0)]
    [InlineData(5, 4.5, 1)]
    public async Task A_token_is_renewed_before_it_ends(double minutes, double passed, int refreshes)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Healthy.QueueTokenLife = TimeSpan.FromMinutes(minutes);
        using var client = service.Client(time);
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        time.Advance(TimeSpan.FromMinutes(passed));
        service.Queue.AddEmpty();

        await session.PollAsync(0, 1, Deadline);

        Assert.Equal(refreshes, service.Of("refresh session").Count);
        Assert.Single(service.Of("poll"));
    }

    [Fact]
    public async Task An_early_renewal_that_fails_does_not_stop_a_poll_that_can_still_work()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var client = service.Client(time);
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        time.Advance(TimeSpan.FromMinutes(55));
        service.Next("refresh session", new Answer(503));
        service.Queue.AddEmpty();

        Assert.Null(await session.PollAsync(0, 1, Deadline));
    }

    [Theory]
    [InlineData("GitHub.DistributedTask.WebApi.RunnerAdminException")]
    [InlineData("Something.Else")]
    public async Task A_session_that_the_service_dropped_is_replaced(string type)
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        var before = session.SessionId;
        service.Healthy.Session = null;
        service.Healthy.QueueToken = "dropped";
        service.Next("refresh session", Answer.Error(404, type));
        service.Queue.AddEmpty();

        Assert.Null(await session.PollAsync(9, 1, Deadline));

        Assert.NotEqual(before, session.SessionId);
        Assert.Equal("?lastMessageId=9", service.Of("poll").Last().Query);
    }

    [Fact]
    public async Task A_session_that_another_listener_took_is_left_to_it()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Healthy.Session = "somebody-elses";
        service.Healthy.QueueToken = "theirs";

        var error = await Fails(session.PollAsync(0, 1, Deadline));

        Assert.Equal(ActionsServiceErrorKind.SessionConflict, error.Kind);
        Assert.Equal("somebody-elses", service.Healthy.Session);
        Assert.Empty(service.Of("delete session"));
    }

    [Fact]
    public async Task A_session_without_a_queue_is_refreshed_until_it_has_one()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");
        var broken = Answer.Json(
            """{"sessionId":"s-1","messageQueueUrl":"","messageQueueAccessToken":"","statistics":null}"""
        );
        service.Next("open session", broken);
        service.Next("refresh session", broken);
        var session = await client.OpenSessionAsync(set, "me", Deadline);

        var error = await Fails(session.PollAsync(0, 1, Deadline));

        Assert.True(error.IsTransient);
        service.Healthy.Session = "s-1";
        service.Queue.AddEmpty();
        Assert.Null(await session.PollAsync(0, 1, Deadline));
        Assert.Single(service.Of("open session"));
    }

    [Fact]
    public async Task A_session_of_a_scale_set_that_is_gone_says_so()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        service.Next("open session", new Answer(404, "gone", "text/plain"));

        var error = await Fails(client.OpenSessionAsync(5, "me", Deadline));

        Assert.Equal(ActionsServiceErrorKind.ScaleSetNotFound, error.Kind);
    }

    [Fact]
    public async Task A_message_that_was_deleted_already_is_acknowledged()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var session = await client.OpenSessionAsync(service.Healthy.AddScaleSet("a"), "me", Deadline);
        service.Next("acknowledge", new Answer(404));

        await session.AcknowledgeAsync(4, Deadline);
    }

    private static async Task UseAsync(MessageSession session, string route)
    {
        switch (route)
        {
            case "poll":
                await session.PollAsync(0, 1, Deadline);
                break;
            case "acquire":
                await session.AcquireAsync([1], Deadline);
                break;
            default:
                await session.AcknowledgeAsync(1, Deadline);
                break;
        }
    }
}
