using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Tests.Service;
using Deskrun.GitHub.Wire;
using static Deskrun.GitHub.Tests.Service.Wish;

namespace Deskrun.GitHub.Tests.Wire;

/// <summary>A service that echoes all it got in its errors must not make our errors tell it.</summary>
public sealed class SecretTests
{
    private static readonly string[] Secrets =
    [
        Secret,
        "REGISTRATION-SECRET",
        "INSTALLATION-SECRET",
        "SklULVNFQ1JFVA",
        "QUEUE-KEY-SECRET",
        "PRIVATE KEY",
    ];

    [Theory]
    [InlineData("registration token")]
    [InlineData("registration")]
    [InlineData("installation token")]
    [InlineData("find installation")]
    [InlineData("find scale sets")]
    [InlineData("open session")]
    [InlineData("jit")]
    [InlineData("poll")]
    [InlineData("acquire")]
    [InlineData("acknowledge")]
    public async Task No_error_repeats_a_secret_even_if_the_service_does(string route)
    {
        var time = new QuickTime();
        await using var service = await FakeService.StartAsync(time);
        service.QueueQuery = "?sig=QUEUE-KEY-SECRET";
        var byApp = route.Contains("installation");
        using var client = new ActionsServiceClient(
            service.Options(time) with
            {
                Credential = byApp
                    ? new GitHubCredential.GitHubApp("Iv1", AppKey.Pkcs1)
                    : new GitHubCredential.Pat(Secret),
            }
        );
        string sent = "";
        service.Always(
            route,
            seen =>
            {
                sent = seen.Header("Authorization").Split(' ')[^1];
                return new Answer(400, $"you sent {seen.Header("Authorization")} and {seen.Body}", "text/plain");
            }
        );

        var error = await Fails(UseEverythingAsync(client, service));

        Assert.Equal(400, error.Status);
        Assert.NotEmpty(sent);
        Assert.All([.. Secrets, sent], secret => Assert.DoesNotContain(secret, error.ToString()));
    }

    [Fact]
    public async Task No_object_shows_its_secret_as_text()
    {
        await using var service = await FakeService.StartAsync();
        using var client = service.Client();
        var set = service.Healthy.AddScaleSet("a");

        var jit = await client.CreateJitRunnerAsync(set, "r", "_work", Deadline);
        var lease = await client.PostSessionAsync(set, "me", Deadline);

        Assert.DoesNotContain(jit.EncodedJitConfig, jit.ToString());
        Assert.DoesNotContain(lease.Token, lease.ToString());
        Assert.DoesNotContain(Secret, service.Options().ToString());
        var request = new WireRequest(HttpMethod.Get, new Uri("http://x.invalid/"))
        {
            Authorization = $"Bearer {Secret}",
            UserAgent = "",
        };
        Assert.DoesNotContain(Secret, request.ToString());
        Assert.DoesNotContain("body", new WireResponse(request, 200, "body"u8.ToArray()).ToString());
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_not_quoted()
    {
        await using var service = await FakeService.StartAsync();
        service.Next("registration token", new Answer(201, """{"token":{"ghs_SECRET":1}}"""));
        using var client = service.Client();

        var error = await Fails(client.ConnectAsync(Deadline));

        Assert.Equal(ActionsServiceErrorKind.InvalidAnswer, error.Kind);
        Assert.DoesNotContain("ghs_SECRET", error.ToString());
    }

    private static async Task UseEverythingAsync(ActionsServiceClient client, FakeService service)
    {
        var set = service.Healthy.AddScaleSet("a");
        await client.ListScaleSetsAsync(Deadline);
        await client.CreateJitRunnerAsync(set, "r", "_work", Deadline);
        var session = await client.OpenSessionAsync(set, "me", Deadline);
        await session.AcquireAsync([1], Deadline);
        await session.AcknowledgeAsync(1, Deadline);
        service.Queue.AddEmpty();
        await session.PollAsync(0, 1, Deadline);
    }
}
