using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using Microsoft.Extensions.Time.Testing;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Auth;

/// <summary>A credential that changes while a client is in use.</summary>
public sealed class PresentCredentialTests
{
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private GitHubCredential present = new GitHubCredential.Pat("ghp_first");

    [Fact]
    public async Task The_next_renewal_takes_the_new_one_and_the_session_lives_on()
    {
        await using var service = await FakeService.StartAsync(time);
        using var client = Client(service);
        var id = service.Healthy.AddScaleSet("demo");
        var session = await client.OpenSessionAsync(id, "me", Deadline);
        var opened = service.Healthy.Session;

        present = new GitHubCredential.Pat("ghp_second");
        await client.GetScaleSetAsync(id, Deadline);
        Assert.Single(service.Of("registration token"));
        time.Advance(TimeSpan.FromMinutes(60));
        await client.GetScaleSetAsync(id, Deadline);

        Assert.Equal(
            ["Bearer ghp_first", "Bearer ghp_second"],
            service.Of("registration token").Select(seen => seen.Header("Authorization"))
        );
        Assert.Equal(opened, service.Healthy.Session);
        Assert.Equal(opened, session.SessionId);
        Assert.Empty(service.Of("delete session"));
    }

    [Fact]
    public async Task Another_App_finds_its_own_installation()
    {
        await using var service = await FakeService.StartAsync(time);
        present = new GitHubCredential.GitHubApp("Iv1", AppKey.Pkcs8);
        using var client = Client(service);
        await client.ConnectAsync(Deadline);
        time.Advance(TimeSpan.FromMinutes(60));
        await client.ConnectAsync(Deadline);
        Assert.Single(service.Of("find installation"));

        present = new GitHubCredential.GitHubApp("Iv2", AppKey.Pkcs8);
        time.Advance(TimeSpan.FromMinutes(60));
        await client.ConnectAsync(Deadline);

        Assert.Equal(2, service.Of("find installation").Count());
    }

    [Fact]
    public async Task One_that_can_not_be_read_fails_the_call_with_its_reason_and_heals()
    {
        await using var service = await FakeService.StartAsync(time);
        var missing = true;
        using var client = new ActionsServiceClient(
            service.Options(time) with
            {
                PresentCredential = () => missing ? throw new InvalidOperationException("the file is gone") : present,
            }
        );

        var failed = await Fails(client.ConnectAsync(Deadline));
        missing = false;
        await client.ConnectAsync(Deadline);

        Assert.Equal(ActionsServiceErrorKind.Unauthorized, failed.Kind);
        Assert.Contains("the file is gone", failed.Message);
    }

    private ActionsServiceClient Client(FakeService service) =>
        new(service.Options(time) with { PresentCredential = () => present });
}
