using Deskrun.ActionsService;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.ScaleSets;
using Deskrun.Installations.Homes;

namespace Deskrun.Tests.Installations;

/// <summary>Scale sets that an installation has no more, and an <c>up</c> that was killed before it took them off.</summary>
public sealed class LeavingScaleSetTests : IAsyncLifetime
{
    private ActionsServiceHost service = null!;
    private ActionsServiceClient github = null!;
    private ServedPlace served = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        service = await ActionsServiceHost.StartAsync(new ActionsServiceOptions());
        github = new ActionsServiceClient(
            new ActionsServiceClientOptions
            {
                ConfigUrl = ConfigUrl.Parse($"{service.BaseUri}o/r"),
                Credential = new GitHubCredential.Pat(service.Token),
            }
        );
        served = await ServedPlace.StartAsync();
        served.Place.Variables["TOKEN"] = service.Token;
        string[] add = ["add", "demo", "--repository", $"{service.BaseUri}o/r", "--mode", "process"];
        await SucceedAsync([.. add, "--auth-env", "TOKEN"]);
        await MakeAsync("demo");

        // The pools of a test take nothing off the service, as an up that is killed meanwhile.
        await SucceedAsync("update", "demo", "--instances", "2");
        await MakeAsync("demo-1");
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        github.Dispose();
        await service.DisposeAsync();
    }

    [Fact]
    public async Task Gc_takes_them_off_once_no_up_runs()
    {
        using (HomeLock.TryAcquire(served.Place.Home.UpLock))
        {
            Assert.Contains("Nothing is wedged", await SucceedAsync("gc"), StringComparison.Ordinal);
        }

        Assert.Contains("would take off the service", await SucceedAsync("gc", "--dry-run"), StringComparison.Ordinal);
        Assert.True(await IsThereAsync("demo"));

        served.Place.Variables["TOKEN"] = "revoked";
        Assert.Contains("warning: ", await SucceedAsync("gc"), StringComparison.Ordinal);
        Assert.True(await IsThereAsync("demo"));

        served.Place.Variables["TOKEN"] = service.Token;
        Assert.Contains(
            "demo: demo, which it has no more, is gone",
            await SucceedAsync("gc"),
            StringComparison.Ordinal
        );
        Assert.False(await IsThereAsync("demo"));
        Assert.True(await IsThereAsync("demo-1"));
        Assert.Contains("Nothing is wedged", await SucceedAsync("gc"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wanted_again_stays()
    {
        await SucceedAsync("update", "demo", "--instances", "1");

        await SucceedAsync("gc");

        Assert.True(await IsThereAsync("demo"));
        Assert.False(await IsThereAsync("demo-1"));
    }

    [Fact]
    public async Task Who_removes_the_installation_removes_them_too()
    {
        await served.Server.DisposeAsync();

        await SucceedAsync("remove", "demo");

        Assert.Empty(await github.ListScaleSetsAsync(Cancellation));
    }

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var ended = await served.Place.RunAsync(arguments);
        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
        return ended.Error;
    }

    private Task<ScaleSetResult> MakeAsync(string name) =>
        github.EnsureScaleSetAsync(new ScaleSetSpec { Name = name }, Cancellation);

    private async Task<bool> IsThereAsync(string name) =>
        await github.FindScaleSetAsync(1, name, Cancellation) is not null;
}
