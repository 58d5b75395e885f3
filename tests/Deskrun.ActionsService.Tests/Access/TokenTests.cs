using System.Net;
using System.Security.Cryptography;
using Deskrun.ActionsService.Access;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.ActionsService.Tests.Access;

public sealed class TokenTests
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch.AddYears(56));

    [Theory]
    [InlineData("Bearer wrong")]
    [InlineData("Basic x")]
    [InlineData(null)]
    public async Task A_wrong_personal_token_gets_bad_credentials(string? authorization)
    {
        await using var service = await TestService.StartAsync();
        using var http = new Http(service.Host.BaseUri);
        var path = "/api/v3/repos/octo/demo/actions/runners/registration-token";
        var answer = (await http.SendAsync("POST", path, authorization)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("Bad credentials", (string)answer.Json["message"]!);
        (await http.SendAsync("POST", path, $"token {service.Host.Token}")).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_registration_token_is_good_for_an_hour()
    {
        await using var service = await TestService.StartAsync(new() { TimeProvider = time });
        using var http = new Http(service.Host.BaseUri);
        var token = await http.SendAsync(
            "POST",
            "/api/v3/orgs/octo/actions/runners/registration-token",
            $"Bearer {service.Host.Token}"
        );
        Task<Answer> Exchange(string authorization) =>
            http.SendAsync(
                "POST",
                "/api/v3/actions/runner-registration",
                authorization,
                $$"""{"url":"{{service.Host.BaseUri}}octo","runner_event":"register"}"""
            );

        (await Exchange($"RemoteAuth {token.Json["token"]}")).Expect(HttpStatusCode.OK);
        (await Exchange($"Bearer {token.Json["token"]}")).Expect(HttpStatusCode.Unauthorized);
        (await Exchange($"RemoteAuth {service.Host.Token}")).Expect(HttpStatusCode.Unauthorized);
        time.Advance(TimeSpan.FromHours(1));
        (await Exchange($"RemoteAuth {token.Json["token"]}")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Admin_and_queue_tokens_expire_and_do_not_replace_each_other()
    {
        await using var service = await TestService.StartAsync(
            new() { TimeProvider = time, QueueTokenLifetime = TimeSpan.FromMinutes(10) }
        );
        using var listener = await service.ListenAsync();
        (await listener.Http.SendAsync("GET", $"{listener.ServiceUrl}{listener.SetPath}", listener.Queue)).Expect(
            HttpStatusCode.Unauthorized
        );
        (await listener.Http.SendAsync("GET", (string)listener.Session["messageQueueUrl"]!, listener.Admin)).Expect(
            HttpStatusCode.Unauthorized
        );

        time.Advance(TimeSpan.FromMinutes(10));
        (await listener.PollAsync()).Expect(HttpStatusCode.Unauthorized);
        (await listener.AcquireAsync(1)).Expect(HttpStatusCode.Unauthorized);
        (await listener.DeleteAsync(1)).Expect(HttpStatusCode.Unauthorized);
        (await listener.RefreshAsync()).Expect(HttpStatusCode.OK);
        service.Submit(TestService.Hello);
        (await listener.PollAsync()).Expect(HttpStatusCode.OK);

        time.Advance(TimeSpan.FromMinutes(50));
        (await listener.CallAsync("GET", listener.SetPath)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Tokens_of_before_a_restart_are_refused()
    {
        await using var first = await TestService.StartAsync();
        using var listener = await first.ListenAsync();
        await using var second = await TestService.StartAsync(new() { Token = first.Host.Token });
        using var http = new Http(second.Host.BaseUri);
        (await http.SendAsync("GET", $"/{listener.SetPath}", listener.Admin)).Expect(HttpStatusCode.Unauthorized);
        (await http.SendAsync("GET", "/scalesets/message", listener.Queue)).Expect(HttpStatusCode.Unauthorized);
        (await http.SendAsync("GET", "/message", "Bearer x.y.z")).Expect(HttpStatusCode.Unauthorized);

        using var again = await ListenerDouble.RegisteredAsync(second.Host);
        (await again.CallAsync("GET", listener.SetPath)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_runner_signs_in_with_its_own_key_only()
    {
        await using var service = await TestService.StartAsync(new() { RunnerCredential = RunnerCredential.OAuth });
        using var listener = await service.ListenAsync();
        using var runner = await listener.RunnerAsync();
        (await runner.AskTokenAsync()).Expect(HttpStatusCode.OK);

        using var other = RSA.Create(1024);
        var wrong = (await runner.AskTokenAsync(otherKey: other)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("invalid_client", (string)wrong.Json["error"]!);
        (await runner.AskTokenAsync(a => a.Replace('.', '-'))).Expect(HttpStatusCode.BadRequest);

        await listener.CallAsync("DELETE", $"_apis/distributedtask/pools/0/agents/{runner.Id}");
        (await runner.AskTokenAsync()).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_app_signs_in_with_its_key_and_finds_its_installation()
    {
        using var key = RSA.Create(2048);
        var app = new AppRegistration("Iv1.app", 77, key.ExportSubjectPublicKeyInfoPem());
        await using var service = await TestService.StartAsync(new() { Apps = [app], TimeProvider = time });
        using var http = new Http(service.Host.BaseUri);
        var jwt = AppToken.Make(key, "Iv1.app", time.GetUtcNow());

        var found = await http.SendAsync("GET", "/api/v3/repos/octo/demo/installation", $"Bearer {jwt}");
        Assert.Equal(77, (int)found.Expect(HttpStatusCode.OK).Json["id"]!);
        var path = "/api/v3/app/installations/77/access_tokens";
        var token = (await http.SendAsync("POST", path, $"Bearer {jwt}")).Expect(HttpStatusCode.Created).Json["token"];
        (
            await http.SendAsync("POST", "/api/v3/orgs/octo/actions/runners/registration-token", $"Bearer {token}")
        ).Expect(HttpStatusCode.Created);

        (await http.SendAsync("POST", path.Replace("77", "78"), $"Bearer {jwt}")).Expect(HttpStatusCode.NotFound);
        using var other = RSA.Create(2048);
        var forged = AppToken.Make(other, "Iv1.app", time.GetUtcNow());
        (await http.SendAsync("POST", path, $"Bearer {forged}")).Expect(HttpStatusCode.Unauthorized);
        time.Advance(TimeSpan.FromHours(1));
        (await http.SendAsync("POST", path, $"Bearer {jwt}")).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_service_for_other_machines_needs_a_token_of_its_own()
    {
        var options = new ActionsServiceOptions { Address = IPAddress.Any };
        var error = await Assert.ThrowsAsync<ArgumentException>(() => ActionsServiceHost.StartAsync(options));
        Assert.Contains("token", error.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var service = await TestService.StartAsync();
        var options = new ActionsServiceOptions { Port = service.Host.BaseUri.Port };
        var error = await Assert.ThrowsAsync<IOException>(() => ActionsServiceHost.StartAsync(options));
        Assert.Contains($"127.0.0.1:{options.Port}", error.Message);
    }
}
