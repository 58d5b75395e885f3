using System.Text.Json.Nodes;
using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>An Actions service that ends while a job runs, and its next life, which knows nothing of that job.</summary>
public sealed class RestartedServiceTests : IDisposable
{
    private readonly ServedProduct served = new();

    public void Dispose() => served.Dispose();

    [Theory]
    [InlineData("killed")]
    [InlineData("stopped")]
    public async Task A_job_that_the_service_forgot_is_ended_told_and_makes_room(string how)
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "0", "--max-runners", "1");
        var up = served.Up();
        var step = await BusyAsync("sleep 1000000");
        var runner = await RunnerAsync();

        await RestartAsync(how);

        // There is one place: this job runs only when the forgotten one's runner is gone.
        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo after")));
        var story = await StoryAsync(runner);
        Assert.Equal("lost", (string)story["state"]!);
        Assert.Contains("the service has forgotten", (string)story["cause"]!);
        Assert.False(Directory.Exists($"/proc/{step}"));
        await EndAsync(up);
    }

    [Fact]
    public async Task A_job_that_ends_while_the_service_is_away_frees_its_place_and_is_told()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "0", "--max-runners", "1");
        var up = served.Up();
        var gate = Path.Combine(served.Product.Work, "gate");
        await BusyAsync($"until [ -e {gate} ]; do sleep 0.1; done; echo over > {gate}");
        var runner = await RunnerAsync();

        served.Service.KillAlone();
        File.WriteAllText(gate, "");
        await ServedProduct.UntilAsync(() => Task.FromResult(File.ReadAllText(gate).Length > 0), () => "no step");
        await served.StartServiceAsync();

        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo after")));
        var story = await StoryAsync(runner);
        Assert.Equal("lost", (string)story["state"]!);
        Assert.StartsWith("no message told its end", (string)story["cause"]!);
        await EndAsync(up);
    }

    /// <summary>Submits a job and waits until it runs.</summary>
    /// <returns>The process id of its step.</returns>
    private async Task<string> BusyAsync(string command)
    {
        var began = Path.Combine(served.Product.Work, "began");
        await served.SubmitAsync($"echo $$ > {began}.new; mv {began}.new {began}", command);
        await served.StatusAsync(now => ServedProduct.Runners(now, "running").Count == 1 && File.Exists(began));
        return File.ReadAllText(began).Trim();
    }

    private async Task<string> RunnerAsync() =>
        ServedProduct.Runners(await served.StatusAsync(_ => true), "running").Single();

    private async Task RestartAsync(string how)
    {
        if (how == "killed")
        {
            served.Service.KillAlone();
        }
        else
        {
            served.Service.Terminate();
            await served.Service.EndAsync(TestLimits.Wait);
        }

        await served.StartServiceAsync();
    }

    private async Task<JsonNode> StoryAsync(string runner)
    {
        JsonNode story = null!;
        await ServedProduct.UntilAsync(
            async () =>
            {
                var told = await served.Product.RunAsync("explain", runner, "-o", "json");
                story = JsonNode.Parse(told.Output)!["stories"]![0]!;
                return (string)story["state"]! != "running";
            },
            () => $"the story never ended: {story}"
        );
        return story;
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
