using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>An Actions service that goes wrong below a running <c>deskrun up</c>.</summary>
public sealed class TroubledServiceTests : IDisposable
{
    private readonly ServedProduct served = new();

    public void Dispose() => served.Dispose();

    [Fact]
    public async Task A_service_killed_and_started_anew_is_served_again_by_the_same_up()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "1", "--max-runners", "2");
        var up = served.Up();
        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo before")));
        var old = ServedProduct.Runners(
            await served.StatusAsync(now => ServedProduct.Runners(now, "idle").Count == 1),
            "idle"
        );

        served.Service.KillAlone();
        await served.StatusAsync(now => now["cause"] is not null);
        await served.StartServiceAsync();

        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo after")));
        // What the service has forgotten can never get a job: it must not stand for the spare one.
        await served.StatusAsync(now =>
            ServedProduct.Runners(now, "idle") is { Count: 1 } idle && !idle.Contains(old.Single())
        );
        await EndAsync(up);
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_service_costs_the_log_and_not_the_job()
    {
        var faults = Path.Combine(served.Product.Work, "faults.json");
        File.WriteAllText(faults, """{ "diskFullAfterBytes": 2000 }""");
        await served.StartServiceAsync("--faults", faults);
        await served.AddAsync("--min-runners", "0");
        var up = served.Up();

        var run = await served.SubmitAsync("for i in $(seq 2000); do echo line-$i; done");

        Assert.Equal("success", await served.ConclusionAsync(run));
        var log = await served.LogAsync(run);
        Assert.DoesNotContain("line-2000\n", log);
        await EndAsync(up);
    }

    [Fact]
    public async Task Bursts_of_errors_and_empty_answers_delay_a_job_and_lose_nothing()
    {
        var faults = Path.Combine(served.Product.Work, "faults.json");
        File.WriteAllText(
            faults,
            """
            {
              "responses": [
                { "route": "scale-sets", "status": 502, "times": 2, "skip": 2 },
                { "route": "session-create", "status": 500, "times": 2 },
                { "route": "jit-config", "status": 429, "times": 1, "retryAfter": 1 },
                { "route": "poll", "status": 200, "times": 3, "skip": 1 },
                { "route": "runner-session", "status": 503, "times": 2 },
                { "route": "completejob", "status": 503, "times": 1 },
                { "route": "message-delete", "status": 503, "times": 1, "retryAfter": 1 }
              ],
              "agentExists": 1,
              "statisticsLag": 2,
              "duplicateJobCompleted": 1
            }
            """
        );
        await served.StartServiceAsync("--faults", faults);
        await served.AddAsync("--min-runners", "0");
        var up = served.Up();

        var first = await served.SubmitAsync("echo first");
        var second = await served.SubmitAsync("echo second");

        Assert.Equal("success", await served.ConclusionAsync(first));
        Assert.Equal("success", await served.ConclusionAsync(second));
        await EndAsync(up);
    }

    private async Task EndAsync(ProductProcess up)
    {
        up.Interrupt();
        await up.EndAsync(TestLimits.Wait);
        Assert.True(up.ExitCode == ExitCodes.Success, up.All);
        Assert.Empty(await served.Client.ListRunnersAsync(null, TestContext.Current.CancellationToken));
        await served.EndServiceAsync();
        Assert.Empty(served.Product.Left());
    }
}
