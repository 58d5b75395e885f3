using Kar.Tests.Playing;

namespace Kar.Tests.Outcomes;

/// <summary>What happens when kar is told to stop, or killed.</summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_while_the_compute_is_made_removes_everything_and_ends_with_17(string signal)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("IN_PROGRESS", "Pending");
        await kar.SaysAsync("Pending");
        kar.Signal(signal);

        Assert.True(await kar.ExitAsync() == 17, kar.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("4711", 17)]
    [InlineData(null, 0)]
    public async Task A_signal_while_the_compute_runs_removes_everything(string? job, int exit)
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutEphemeralRunnerAsync(job);
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await kar.SaysAsync("Running");
        kar.Signal("TERM");

        Assert.True(await kar.ExitAsync() == exit, kar.Said);
        Assert.Contains("stopped by SIGTERM", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_signal_before_anything_is_created_ends_with_17()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        await stage.PutStateAsync(new JsonObject { ["state"] = "Inactive", ["conditions"] = new JsonArray() });
        var kar = await stage.StartAsync();
        await kar.SaysAsync("not Active yet");
        kar.Signal("TERM");

        Assert.True(await kar.ExitAsync() == 17, kar.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_second_signal_leaves_at_once_and_names_what_is_left()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync();
        await stage.Kro.AcceptAsync(finalizer: true);
        await stage.Kro.StatusAsync("ACTIVE", "Pending");
        await kar.SaysAsync("Pending");
        kar.Signal("TERM");
        await kar.SaysAsync("Stopped");
        kar.Signal("TERM");

        Assert.True(await kar.ExitAsync() == 17, kar.Said);
        Assert.Contains($"kubectl delete podrunnerz.kro.run {stage.Runner}", kar.Said, StringComparison.Ordinal);
        await stage.Kro.MergeAsync(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
    }

    [Fact]
    public async Task A_cleanup_that_does_not_end_is_told_by_name_and_keeps_the_outcome()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var kar = await stage.StartAsync(("KAR_CLEANUP_TIMEOUT", "2s"));
        await stage.Kro.AcceptAsync(finalizer: true);
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await kar.ExitAsync() == 0, kar.Said);
        Assert.Contains("cleanup time-out", kar.Said, StringComparison.Ordinal);
        Assert.Contains(
            $"kubectl delete podrunnerz.kro.run {stage.Runner} -n {stage.Space}",
            kar.Said,
            StringComparison.Ordinal
        );
        await stage.Kro.MergeAsync(new JsonObject { ["metadata"] = new JsonObject { ["finalizers"] = null } });
    }

    [Fact]
    public async Task A_killed_kar_that_arc_starts_again_makes_a_new_instance_when_the_old_one_never_ran()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var first = await stage.StartAsync();
        var old = await stage.Kro.SeeInstanceAsync();
        await first.SaysAsync("created");
        first.Signal("KILL");
        await first.ExitAsync();
        await stage.MakePodAsync();

        var second = await stage.StartAsync();
        await second.SaysAsync("created");
        await stage.Kro.AcceptAsync();
        Assert.NotEqual(old.Uid(), (await stage.Kro.SeeInstanceAsync()).Uid());
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);
        Assert.True(await second.ExitAsync() == 0, second.Said);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_killed_kar_whose_compute_ran_does_not_start_the_used_jit_config_again()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var first = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await stage.Kro.StatusAsync("ACTIVE", "Running");
        await first.SaysAsync("Running");
        first.Signal("KILL");
        await first.ExitAsync();
        await stage.MakePodAsync();

        var second = await stage.StartAsync();

        Assert.True(await second.ExitAsync() == 0, second.Said);
        Assert.Contains("is used and is not started again", stage.TerminationMessage, StringComparison.Ordinal);
        await stage.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_container_started_again_in_the_same_pod_takes_over_what_it_had_made()
    {
        await using var stage = await Stage.SetAsync(TestGraphs.ByStatus());
        var first = await stage.StartAsync();
        await stage.Kro.AcceptAsync();
        await first.SaysAsync("created");
        first.Signal("KILL");
        await first.ExitAsync();

        var second = await stage.StartAsync();
        await second.SaysAsync("taking over");
        await stage.Kro.StatusAsync("ACTIVE", "Succeeded", 0);

        Assert.True(await second.ExitAsync() == 0, second.Said);
        await stage.AssertNothingLeftAsync();
    }
}
