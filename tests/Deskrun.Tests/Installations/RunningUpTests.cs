using Deskrun.Commands.Installations.Serving;
using Deskrun.Testing;

namespace Deskrun.Tests.Installations;

public sealed class RunningUpTests
{
    [Fact]
    public async Task A_second_up_says_that_one_runs_and_how_it_is()
    {
        await using var served = await ServedPlace.StartAsync("a");
        await served.StateAsync("a", ServedStates.Listening);

        var ended = await served.Place.RunAsync("up");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("runs already", ended.Error);
        Assert.Contains("listening", ended.Output);
    }

    [Fact]
    public async Task What_is_added_meanwhile_is_served_at_once()
    {
        await using var served = await ServedPlace.StartAsync("a");

        var ended = await served.Place.RunAsync(
            "add",
            "b",
            "-r",
            "http://127.0.0.1:9/o/r",
            "-m",
            "process",
            "--auth-env",
            "TOKEN",
            "--offline"
        );

        Assert.Contains("The running deskrun up serves it now", ended.Output);
        await served.StateAsync("b", ServedStates.Listening);
    }

    [Fact]
    public async Task What_is_added_with_no_up_waits_for_the_next_start()
    {
        await using var served = await ServedPlace.StartAsync("a");

        await served.Place.AddAsync("b", "--no-up");

        Assert.DoesNotContain(served.Host.Status().Installations, each => each.Name == "b");
    }

    [Fact]
    public async Task Removing_waits_for_the_running_job_and_says_so()
    {
        await using var served = await ServedPlace.StartAsync("a", "b");
        var pool = await served.PoolAsync("a");
        pool.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);

        var removing = served.Place.RunAsync("remove", "a");
        await ServedPlace.UntilAsync(() => pool.Draining);
        Assert.False(removing.IsCompleted);
        Assert.Contains("\"a\"", served.Place.Config);
        pool.FinishJob();
        var ended = await removing;

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("a: waiting for 1 job: build", ended.Error);
        Assert.Contains("warning: a planted warning", ended.Error);
        Assert.Equal("Removed a.\n", ended.Output);
        Assert.False(pool.WasForced);
        Assert.True(pool.IsDisposed);
        Assert.Equal(["b"], served.Host.Status().Installations.Select(each => each.Name));
        Assert.DoesNotContain("\"a\"", served.Place.Config);
    }

    [Fact]
    public async Task Removing_now_ends_the_running_job()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        pool.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);

        var ended = await served.Place.RunAsync("remove", "a", "--now");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("a: ending 1 job: build", ended.Error);
        Assert.DoesNotContain("waiting", ended.Error);
        Assert.True(pool.WasForced);
    }

    [Fact]
    public async Task A_reload_does_not_bring_back_what_is_being_removed()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        pool.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);
        var removing = served.Place.RunAsync("remove", "a");
        await ServedPlace.UntilAsync(() => pool.Draining);

        await served.Place.AddAsync("b");
        pool.FinishJob();

        Assert.Equal(ExitCodes.Success, (await removing).Code);
        await served.StateAsync("b", ServedStates.Listening);
        Assert.Single(served.Pools.Started, each => each.Installation.Name == "a");
    }

    [Fact]
    public async Task Down_drains_everything_and_answers_when_it_is_over()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        pool.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);

        var down = served.Place.RunAsync("down");
        await ServedPlace.UntilAsync(() => pool.Draining);
        Assert.False(await served.Host.StopAsked.WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken));
        Assert.True(served.Host.Status().Stopping);
        pool.FinishJob();
        var ended = await down;

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("deskrun up has ended", ended.Error);
        Assert.False(pool.WasForced);
    }

    [Fact]
    public async Task What_was_edited_out_of_the_file_is_drained_by_the_next_reload()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        await served.StateAsync("a", ServedStates.Listening);
        File.WriteAllText(served.Place.Home.ConfigFile, "{}");

        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);

        await ServedPlace.UntilAsync(() => pool.IsDisposed && served.Host.Status().Installations.Count == 0);
    }

    [Fact]
    public async Task What_comes_back_into_the_file_during_its_drain_is_served_again_after_it()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var old = await served.PoolAsync("a");
        old.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);
        var text = served.Place.Config;
        File.WriteAllText(served.Place.Home.ConfigFile, "{}");
        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);
        await ServedPlace.UntilAsync(() => old.Draining);

        File.WriteAllText(served.Place.Home.ConfigFile, text);
        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);
        old.FinishJob();

        await served.PoolAsync("a", 1);
        await served.StateAsync("a", ServedStates.Listening);
    }

    [Fact]
    public async Task Changed_settings_drain_the_old_pool_before_the_new_one_starts()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var old = await served.PoolAsync("a");
        old.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);
        var text = served.Place.Config.Replace("\"MaxRunners\": 5", "\"MaxRunners\": 9");
        File.WriteAllText(served.Place.Home.ConfigFile, text);

        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);
        await ServedPlace.UntilAsync(() => old.Draining);
        Assert.Single(served.Pools.Started);
        old.FinishJob();

        var fresh = await served.PoolAsync("a", 1);
        Assert.Equal(9, fresh.Installation.MaxRunners);
        Assert.True(old.IsDisposed);
    }

    [Fact]
    public async Task A_reload_without_a_change_touches_nothing()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var pool = await served.PoolAsync("a");
        await served.StateAsync("a", ServedStates.Listening);

        await served.Host.ReloadAsync(TestContext.Current.CancellationToken);
        await served.Place.AddAsync("b");
        await served.StateAsync("b", ServedStates.Listening);

        Assert.False(pool.Draining);
        Assert.Equal(2, served.Pools.Started.Count);
    }

    [Fact]
    public async Task A_broken_file_is_refused_by_a_reload_and_what_runs_runs_on()
    {
        await using var served = await ServedPlace.StartAsync("a");
        await served.StateAsync("a", ServedStates.Listening);
        File.WriteAllText(served.Place.Home.ConfigFile, "{");

        await Assert.ThrowsAsync<Deskrun.Installations.Configuration.ConfigurationException>(() =>
            served.Host.ReloadAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal(ServedStates.Listening, Assert.Single(served.Host.Status().Installations).State);
    }

    [Fact]
    public async Task The_cause_of_a_block_is_shown()
    {
        await using var served = await ServedPlace.StartAsync("a");
        (await served.PoolAsync("a")).Cause = "the token has expired";

        await served.StateAsync("a", ServedStates.Blocked);
        var ended = await served.Place.RunAsync("status", "a");

        Assert.Contains("a: the token has expired", ended.Output);
    }
}
