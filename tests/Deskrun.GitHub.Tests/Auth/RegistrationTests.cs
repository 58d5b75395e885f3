using System.Text.Json.Nodes;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Auth;

public sealed class RegistrationTests
{
    [Fact]
    public async Task A_personal_access_token_becomes_an_admin_token_in_two_calls()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();

        await client.ConnectAsync(Deadline);

        Assert.Equal(["registration token", "registration"], service.RouteNames);
        var first = service.Requests.First();
        Assert.Equal("/api/v3/repos/octo/demo/actions/runners/registration-token", first.Path);
        Assert.Equal($"Bearer {Secret}", first.Header("Authorization"));
        Assert.Equal("", first.Body);
        var second = service.Requests.Last();
        Assert.Equal("RemoteAuth REGISTRATION-SECRET", second.Header("Authorization"));
        Assert.Equal("application/json", second.Header("Content-Type"));
        Assert.Equal($$"""{"url":"{{service.Root}}/octo/demo","runner_event":"register"}""", second.Body);
    }

    [Fact]
    public async Task Every_call_says_who_asks_in_a_JSON_user_agent()
    {
        await using var service = await FakeService.StartAsync();
        using var client = new ActionsServiceClient(
            service.Options() with
            {
                Identity = new ClientIdentity
                {
                    Version = "1.2.3",
                    CommitSha = "abc",
                    Subsystem = "test",
                },
            }
        );

        await client.GetScaleSetAsync(42, Deadline);

        var agent = JsonNode.Parse(service.Of("get scale set").Single().Header("User-Agent"))!;
        Assert.Equal("deskrun", (string?)agent["system"]);
        Assert.Equal("1.2.3", (string?)agent["version"]);
        Assert.Equal("abc", (string?)agent["commit_sha"]);
        Assert.Equal("test", (string?)agent["subsystem"]);
        Assert.Equal("scaleset", (string?)agent["kind"]);
        Assert.Equal(42, (int)agent["scale_set_id"]!);
        Assert.All(service.Requests, seen => Assert.StartsWith("{\"system\"", seen.Header("User-Agent")));
    }

    [Theory]
    [InlineData("octo/demo", "/api/v3/repos/octo/demo/installation")]
    [InlineData("octo", "/api/v3/orgs/octo/installation")]
    public async Task An_app_finds_its_installation_once_when_none_is_given(string path, string lookup)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        using var client = new ActionsServiceClient(
            service.Options(time) with
            {
                ConfigUrl = ConfigUrl.Parse($"{service.Root}/{path}", forceGhes: false),
                Credential = new GitHubCredential.GitHubApp("Iv1", AppKey.Pkcs8),
            }
        );

        await client.ConnectAsync(Deadline);
        time.Advance(TimeSpan.FromHours(1));
        await client.ConnectAsync(Deadline);

        Assert.Equal(lookup, service.Of("find installation").Single().Path);
        Assert.Equal(2, service.Of("installation token").Count);
        Assert.EndsWith("/app/installations/4711/access_tokens", service.Of("installation token")[0].Path);
        Assert.Equal("Bearer INSTALLATION-SECRET", service.Of("registration token")[0].Header("Authorization"));
    }

    [Fact]
    public async Task An_app_with_a_given_installation_looks_nothing_up()
    {
        await using var service = await FakeService.StartAsync();
        using var client = new ActionsServiceClient(
            service.Options() with
            {
                Credential = new GitHubCredential.GitHubApp("Iv1", AppKey.Pkcs1, 99),
            }
        );

        await client.ConnectAsync(Deadline);

        Assert.Empty(service.Of("find installation"));
        Assert.EndsWith("/app/installations/99/access_tokens", service.Of("installation token").Single().Path);
    }

    [Fact]
    public void An_app_for_an_enterprise_is_refused_before_anything_is_sent()
    {
        var options = new ActionsServiceClientOptions
        {
            ConfigUrl = ConfigUrl.Parse("https://github.com/enterprises/big"),
            Credential = new GitHubCredential.GitHubApp("Iv1", AppKey.Pkcs1),
        };

        var error = Assert.Throws<NotSupportedException>(() => new ActionsServiceClient(options));

        Assert.Contains("personal access token", error.Message);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_registration_token_that_is_not_known_everywhere_yet_is_tried_again(int status)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Next("registration", new Answer(status), new Answer(status));
        using var client = service.Client(time);

        await client.ConnectAsync(Deadline);

        Assert.Equal(3, service.Of("registration").Count);
        Assert.Equal([1, 2], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public async Task An_exchange_that_stays_refused_ends_after_five_tries()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Always("registration", _ => new Answer(403));
        using var client = service.Client(time);

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Forbidden, error.Kind);
        Assert.Equal(5, service.Of("registration").Count);
    }

    [Fact]
    public async Task A_wrong_personal_access_token_is_told_at_once()
    {
        await using var service = await FakeService.StartAsync();
        service.Next("registration token", new Answer(401, """{"message":"Bad credentials"}"""));
        using var client = service.Client();

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.Unauthorized, error.Kind);
        Assert.Contains("Bad credentials", error.Message);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("""{"token":"x"}""")]
    [InlineData("""{"url":"","token":"x"}""")]
    [InlineData("""{"url":"https://x.invalid/"}""")]
    [InlineData("""{"url":"no url","token":"x"}""")]
    [InlineData("")]
    [InlineData("<html>")]
    public async Task An_exchange_without_url_or_token_is_an_invalid_answer(string body)
    {
        await using var service = await FakeService.StartAsync();
        service.Next("registration", new Answer(200, body));
        using var client = service.Client();

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.InvalidAnswer, error.Kind);
    }

    [Fact]
    public async Task The_admin_token_is_renewed_when_less_than_a_minute_of_it_is_left()
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.Healthy.AdminTokenLife = TimeSpan.FromMinutes(30);
        using var client = service.Client(time);

        await client.ListScaleSetsAsync(Deadline);
        time.Advance(TimeSpan.FromMinutes(29));
        await client.ListScaleSetsAsync(Deadline);
        Assert.Single(service.Of("registration"));
        time.Advance(TimeSpan.FromSeconds(1));
        await client.ListScaleSetsAsync(Deadline);

        Assert.Equal(2, service.Of("registration").Count);
        Assert.Equal(2, service.Of("registration token").Count);
    }

    [Fact]
    public async Task Many_calls_at_once_share_one_exchange()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.ListScaleSetsAsync(Deadline)));

        Assert.Single(service.Of("registration"));
        Assert.Equal(20, service.Of("find scale sets").Count);
    }

    [Fact]
    public async Task A_caller_that_gives_up_does_not_end_the_exchange_of_the_others()
    {
        var time = new QuickTime();
        var gate = new TaskCompletionSource<AdminConnection>();
        using var holder = new AdminConnectionHolder(_ => gate.Task, time, TimeSpan.FromMinutes(1));
        using var impatient = new CancellationTokenSource();
        var first = holder.GetAsync(impatient.Token);
        var second = holder.GetAsync(Deadline);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        var made = new AdminConnection(new Uri("http://x.invalid/"), "t", time.GetUtcNow().AddHours(1));
        gate.SetResult(made);

        Assert.Same(made, await second.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_admin_token_that_the_service_forgot_is_renewed_once()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        await client.ListScaleSetsAsync(Deadline);
        service.Healthy.AdminToken = "another";

        await client.ListScaleSetsAsync(Deadline);

        Assert.Equal(2, service.Of("registration").Count);
        service.Always("find scale sets", _ => new Answer(401));
        var error = await Fails(client.ListScaleSetsAsync(Deadline));
        Assert.Equal(ActionsServiceErrorKind.Unauthorized, error.Kind);
        Assert.Equal(3, service.Of("registration").Count);
    }

    [Theory]
    [InlineData("https://x.invalid", "https://x.invalid/_apis/y?a=1&api-version=6.0-preview")]
    [InlineData("https://x.invalid/rest/", "https://x.invalid/rest/_apis/y?a=1&api-version=6.0-preview")]
    [InlineData("https://x.invalid/a/b?k=v", "https://x.invalid/a/b/_apis/y?k=v&a=1&api-version=6.0-preview")]
    public void The_services_own_path_and_query_are_kept(string url, string expected)
    {
        var connection = new AdminConnection(new Uri(url), "t", DateTimeOffset.UnixEpoch);

        Assert.Equal(expected, connection.UrlOf("_apis/y", "a=1").AbsoluteUri);
    }
}
