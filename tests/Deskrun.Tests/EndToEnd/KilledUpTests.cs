using Deskrun.Testing;

namespace Deskrun.Tests.EndToEnd;

/// <summary>A <c>deskrun up</c> that is killed, and the next one.</summary>
public sealed class KilledUpTests : IDisposable
{
    private readonly ServedProduct served = new();

    public void Dispose() => served.Dispose();

    [Fact]
    public async Task After_a_kill_of_up_its_busy_runner_finishes_once_and_its_idle_one_is_de_registered()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "1", "--max-runners", "3");
        var killed = served.Up();
        var gate = Path.Combine(served.Product.Work, "gate");
        var starts = Path.Combine(served.Product.Work, "starts");
        var run = await served.SubmitAsync($"echo $$ >> {starts}", $"until [ -e {gate} ]; do sleep 0.1; done");
        var before = await served.StatusAsync(now =>
            ServedProduct.Runners(now, "running").Count == 1
            && ServedProduct.Runners(now, "idle").Count == 1
            && File.Exists(starts)
        );
        var busy = ServedProduct.Runners(before, "running").Single();
        var idle = ServedProduct.Runners(before, "idle").Single();
        Assert.Equal([busy, idle], (await RegisteredAsync()).Intersect([busy, idle]).OrderBy(name => name != busy));

        killed.KillAlone();
        var next = served.Up();

        var after = await served.StatusAsync(now => ServedProduct.Runners(now, "running").Contains(busy));
        await ServedProduct.UntilAsync(
            async () => !(await RegisteredAsync()).Contains(idle) && !LiveFolders().Contains(idle),
            () => $"the idle runner {idle} is still there: {next.All}"
        );
        Assert.Contains(busy, await RegisteredAsync());
        Assert.DoesNotContain(idle, ServedProduct.Runners(after, "idle"));

        File.WriteAllText(gate, "");
        Assert.Equal("success", await served.ConclusionAsync(run));
        Assert.Single(File.ReadAllLines(starts));
        await EndAsync(next);
    }

    [Fact]
    public async Task After_a_kill_of_up_the_next_one_takes_jobs_at_once()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "0");
        var killed = served.Up();
        await served.ListeningAsync();
        var left = Assert.Single(Directory.GetFiles(Path.Combine(served.Product.Home, "sessions")));

        killed.KillAlone();
        var next = served.Up();

        // The service by itself frees a session of which nothing was heard only after five minutes.
        await served.ListeningAsync().WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo hi")));
        Assert.True(File.Exists(left));
        await EndAsync(next);
        Assert.False(File.Exists(left));
    }

    [Fact]
    public async Task A_session_that_somebody_else_holds_is_shown_as_the_cause_and_taken_once_it_is_free()
    {
        await served.StartServiceAsync();
        await served.AddAsync("--min-runners", "0");
        var set = await served.Client.EnsureScaleSetAsync(
            new() { Name = "demo" },
            TestContext.Current.CancellationToken
        );
        var session = await served.Client.OpenSessionAsync(
            set.ScaleSet.Id,
            "somebody-else",
            TestContext.Current.CancellationToken
        );
        var up = served.Up();
        await served.StatusAsync(now => ((string?)now["cause"])?.Contains("session") == true);

        await session.DeleteAsync(TestContext.Current.CancellationToken);

        await served.ListeningAsync();
        Assert.Equal("success", await served.ConclusionAsync(await served.SubmitAsync("echo hi")));
        await EndAsync(up);
    }

    private async Task<IReadOnlyList<string>> RegisteredAsync() =>
        [
            .. (await served.Client.ListRunnersAsync(null, TestContext.Current.CancellationToken)).Select(each =>
                each.Name
            ),
        ];

    private IEnumerable<string?> LiveFolders() =>
        Directory.EnumerateDirectories(Path.Combine(served.Product.Home, "runners-live")).Select(Path.GetFileName);

    private async Task EndAsync(ProductProcess up)
    {
        up.Interrupt();
        await up.EndAsync(TestLimits.Wait);
        Assert.True(up.ExitCode == ExitCodes.Success, up.All);
        Assert.Empty(await RegisteredAsync());
        await served.EndServiceAsync();
        Assert.Empty(served.Product.Left());
    }
}
