using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.GitHub.Wire;
using Deskrun.Testing;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>Short ways to what most tests want.</summary>
public static class Wish
{
    public const string Secret = "ghp_PATSECRET0123456789";
    public static readonly TimeSpan Patience = TestLimits.Wait;

    public static ActionsServiceClientOptions Options(this FakeService service, TimeProvider? time = null) =>
        new()
        {
            ConfigUrl = ConfigUrl.Parse($"{service.Root}/octo/demo", forceGhes: false),
            Credential = new GitHubCredential.Pat(Secret),
            Time = time ?? TimeProvider.System,
            Http = new GitHubHttpOptions(),
            Retry = new RetryOptions { Jitter = () => 1 },
        };

    public static ActionsServiceClient Client(this FakeService service, TimeProvider? time = null) =>
        new(service.Options(time));

    public static CancellationToken Deadline => new CancellationTokenSource(Patience).Token;

    public static async Task<ActionsServiceException> Fails(Task call) =>
        await Assert.ThrowsAsync<ActionsServiceException>(() => call.WaitAsync(Patience));
}
