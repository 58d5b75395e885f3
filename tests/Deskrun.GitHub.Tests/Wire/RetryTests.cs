using System.Net;
using System.Net.Sockets;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Wire;

public sealed class RetryTests
{
    [Fact]
    public async Task A_burst_of_server_errors_is_waited_out_with_doubling_waits()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Next("find scale sets", new(500), new(502), new(503), new(504));
        using var client = service.Client(time);

        Assert.Empty(await client.ListScaleSetsAsync(Deadline));

        Assert.Equal([1, 2, 4, 8], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task A_burst_that_does_not_end_is_told_after_five_tries()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Always("find scale sets", _ => new Answer(503, "upstream is tired", "text/plain"));
        using var client = service.Client(time);

        var error = await Fails(client.ListScaleSetsAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Unavailable, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Equal(5, service.Of("find scale sets").Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(501)]
    public async Task What_will_not_change_is_not_tried_again(int status)
    {
        await using var service = await FakeService.StartAsync();
        service.Always("find scale sets", _ => new Answer(status));
        using var client = service.Client();

        var error = await Fails(client.ListScaleSetsAsync(Deadline));

        Assert.Equal(status, error.Status);
        Assert.Single(service.Of("find scale sets"));
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(403)]
    public async Task The_wait_that_the_service_asks_for_is_kept(int status)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Next("find scale sets", new Answer(status).With("Retry-After", "17"));
        using var client = service.Client(time);

        await client.ListScaleSetsAsync(Deadline);

        Assert.Equal(TimeSpan.FromSeconds(18), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task The_wait_may_be_asked_for_as_a_date()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        var date = time.GetUtcNow().AddSeconds(40).ToString("R");
        service.Next("find scale sets", new Answer(503).With("Retry-After", date));
        using var client = service.Client(time);

        await client.ListScaleSetsAsync(Deadline);

        Assert.Equal(TimeSpan.FromSeconds(41), Assert.Single(time.Waits));
    }

    [Fact]
    public async Task A_wait_beyond_the_budget_is_told_and_not_begun()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Next("find scale sets", new Answer(429).With("Retry-After", "3600"));
        using var client = service.Client(time);

        var error = await Fails(client.ListScaleSetsAsync(Deadline));

        Assert.Equal(TimeSpan.FromHours(1), error.RetryAfter);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public void Waits_are_drawn_between_half_and_whole_and_have_a_cap()
    {
        var low = new RetryOptions { Jitter = () => 0 };
        var high = new RetryOptions { Jitter = () => 1 };

        Assert.Equal(TimeSpan.FromSeconds(2), low.DelayOf(2, null));
        Assert.Equal(TimeSpan.FromSeconds(4), high.DelayOf(2, null));
        Assert.Equal(TimeSpan.FromSeconds(30), high.DelayOf(1000, null));
        Assert.Equal(TimeSpan.FromSeconds(4), high.DelayOf(2, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_tried_five_times()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        taken.Stop();
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var client = new ActionsServiceClient(
            service.Options(time) with
            {
                ConfigUrl = ConfigUrl.Parse($"http://127.0.0.1:{port}/octo"),
            }
        );

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Unreachable, error.Kind);
        Assert.Null(error.Status);
        Assert.Equal(4, time.Waits.Count);
    }

    [Fact]
    public async Task A_try_that_is_never_answered_ends_and_is_tried_again()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/octo");
        using var http = new HttpClient(HttpHandlerFactory.Create(new GitHubHttpOptions()));
        var pipeline = new WirePipeline(http, new RetryOptions { MaxRetries = 1, Jitter = () => 1 }, time);
        var request = new WireRequest(HttpMethod.Get, url) { Authorization = "Bearer x", UserAgent = "{}" };

        var call = pipeline.SendAsync(request, Deadline);
        using var first = await silent.AcceptSocketAsync(Deadline);
        Assert.NotEqual(0, await first.ReceiveAsync(new byte[1], Deadline));
        time.Advance(TimeSpan.FromSeconds(60));
        using var second = await silent.AcceptSocketAsync(Deadline);
        Assert.NotEqual(0, await second.ReceiveAsync(new byte[1], Deadline));
        time.Advance(TimeSpan.FromSeconds(60));

        var error = await Fails(call);
        Assert.Equal(ActionsServiceErrorKind.Unreachable, error.Kind);
        Assert.Contains("60 s", error.Message);
    }

    [Fact]
    public async Task A_cancelled_call_ends_as_cancelled()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");
        var session = await client.OpenSessionAsync(set, "me", Deadline);
        using var stop = new CancellationTokenSource();

        var poll = session.PollAsync(0, 1, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_renamed_repository_is_followed_on_the_same_server_only()
    {
        await using var service = await FakeService.StartAsync();
        var moved = $"{service.Root}/api/v3/repos/octo/renamed/actions/runners/registration-token";
        service.Next("registration token", new Answer(307).With("Location", moved));
        using var client = service.Client();

        await client.ConnectAsync(Deadline);

        Assert.Equal(2, service.Of("registration token").Count);
        Assert.Equal($"Bearer {Secret}", service.Of("registration token")[1].Header("Authorization"));
        service.Healthy.AdminToken = "forgotten";
        await using var other = await FakeService.StartAsync();
        service.Next("registration token", new Answer(307).With("Location", $"{other.Root}/api/v3/x"));
        var error = await Fails(client.ListScaleSetsAsync(Deadline));
        Assert.Equal(307, error.Status);
        Assert.Empty(other.Requests);
    }
}
