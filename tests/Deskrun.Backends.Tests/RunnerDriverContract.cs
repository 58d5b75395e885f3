using Deskrun.Pools.Drivers;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

/// <summary>What every driver promises, run on each of them.</summary>
public abstract class RunnerDriverContract
{
    private static readonly TimeSpan Patience = TestLimits.Wait;

    protected abstract IRunnerDriver Driver { get; }

    /// <summary>Makes the program of a runner end with this code.</summary>
    protected abstract void End(string name, int code);

    protected static RunnerStart Start(string name, string set = "my-set") =>
        new()
        {
            Name = name,
            ScaleSet = set,
            Owner = "run-me",
            RunnerId = 7,
            JitConfig = "planted-secret-42",
        };

    [Fact]
    public async Task A_started_runner_is_listed_with_everything_that_it_was_given()
    {
        var started = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        var listed = Assert.Single(await Driver.ListAsync(CancellationToken.None));
        Assert.Equal(started, listed);
        Assert.Equal(("a-1", "my-set", "run-me", 7), (listed.Name, listed.ScaleSet, listed.Owner, listed.RunnerId));
        Assert.True(listed.IsAlive);
        Assert.Null(listed.ExitCode);
        Assert.NotEqual("", listed.Handle);
        await Driver.StopAsync(started, TimeSpan.Zero, CancellationToken.None);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task The_exit_code_is_told_and_stays_listed_until_the_runner_is_removed(int code)
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        var wait = Driver.WaitAsync(runner, CancellationToken.None);
        Assert.False(wait.IsCompleted);
        End("a-1", code);
        Assert.Equal(code, await wait.WaitAsync(Patience));
        await Eventually(async () =>
        {
            var listed = Assert.Single(await Driver.ListAsync(CancellationToken.None));
            return !listed.IsAlive && listed.ExitCode == code;
        });
        Assert.Equal(code, await Driver.WaitAsync(runner, CancellationToken.None).WaitAsync(Patience));
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
        Assert.Empty(await Driver.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_stop_ends_what_lives_and_whoever_waits_for_it()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        var other = await Driver.StartAsync(Start("a-2"), CancellationToken.None);
        var wait = Driver.WaitAsync(runner, CancellationToken.None);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
        await wait.WaitAsync(Patience);
        Assert.Equal("a-2", Assert.Single(await Driver.ListAsync(CancellationToken.None)).Name);
        await Driver.StopAsync(other, TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task Stopping_what_is_gone_is_no_error()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
        await Driver.StopAsync(runner, TimeSpan.FromSeconds(1), CancellationToken.None);
        await Driver.StopAsync(runner with { Name = "never-was" }, TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task A_name_that_is_there_is_not_started_again()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        var error = await Assert.ThrowsAsync<RunnerStartException>(() =>
            Driver.StartAsync(Start("a-1", "other"), CancellationToken.None)
        );
        Assert.Contains("a-1", error.Message);
        Assert.Equal("my-set", Assert.Single(await Driver.ListAsync(CancellationToken.None)).ScaleSet);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task A_cancelled_start_leaves_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Driver.StartAsync(Start("a-1"), new CancellationToken(true))
        );
        Assert.Empty(await Driver.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_wait_can_be_given_up()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        using var cancel = new CancellationTokenSource();
        var wait = Driver.WaitAsync(runner, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task What_the_program_wrote_can_be_followed_to_its_end()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        var lines = new List<string>();
        var reading = Task.Run(async () =>
        {
            await foreach (var line in Driver.LogsAsync(runner, follow: true, CancellationToken.None))
            {
                lines.Add(line);
            }
        });
        End("a-1", 0);
        await reading.WaitAsync(Patience);
        Assert.Equal(["a-1 speaks"], lines);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
    }

    [Fact]
    public async Task A_runner_that_is_gone_has_no_log()
    {
        var runner = await Driver.StartAsync(Start("a-1"), CancellationToken.None);
        await Driver.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
        await foreach (var line in Driver.LogsAsync(runner, follow: true, CancellationToken.None))
        {
            Assert.Fail(line);
        }
    }

    protected static async Task Eventually(Func<Task<bool>> holds)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, "waited in vain");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }
}
