using System.Text.Json.Nodes;
using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Tests.Installations;

public sealed class UpdateCommandTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Only_what_is_given_changes_and_it_is_said()
    {
        await place.AddAsync("a", "--labels", "gpu", "--env", "A=1");

        var ended = await place.RunAsync("update", "a", "--max-runners", "9", "--labels", "big,new");

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Equal("Updated a:\n  max-runners: 5 -> 9\n  labels: gpu -> big, new\nNext: deskrun up\n", ended.Output);
        var stored = place.Stored("a");
        Assert.Equal((9, "1"), (stored.MaxRunners, stored.Environment["A"]));
        Assert.Equal(["big", "new"], stored.Labels);
    }

    [Fact]
    public async Task What_is_so_already_changes_nothing()
    {
        await place.AddAsync("a", "--labels", "gpu");
        var before = place.Config;

        var ended = await place.RunAsync("update", "a", "--labels", "gpu", "--max-runners", "5");

        Assert.Equal((ExitCodes.Success, "a is so already; nothing was changed.\n"), (ended.Code, ended.Output));
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task Settings_are_taken_away_by_their_names()
    {
        await place.RunAsync(
            Workplace.AddThere("a", "--cache", "/c", "--env", "A=1", "--image", "x:1", "--cpus", "2", "--memory", "1Gi")
        );

        var ended = await place.RunAsync("update", "a", "--clear", "cache,env,image", "--clear", "cpus");
        var wrong = await place.RunAsync("update", "a", "--clear", "everything");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("image: x:1 -> -", ended.Output);
        var stored = place.Stored("a");
        Assert.Empty(stored.CachePaths);
        Assert.Empty(stored.Environment);
        Assert.Equal((null, null, "1Gi"), (stored.Image, stored.Cpus, stored.Memory));
        Assert.Equal(ExitCodes.Usage, wrong.Code);
        Assert.Contains("--clear everything: there is no such setting", wrong.Error);
    }

    [Fact]
    public async Task What_had_no_meaning_before_is_in_nobodys_way_and_nothing_of_it_can_be_added()
    {
        place.Folder.Write(
            "home/config.json",
            """
            {"installations":{"a":{"Repository":"http://127.0.0.1:9/o/r","ContainerMode":"process","Backend":"local",
             "Image":"runner:1","AuthEnv":"TOKEN"}}}
            """
        );

        var limits = await place.RunAsync("update", "a", "--max-runners", "9");
        var memory = await place.RunAsync("update", "a", "--memory", "1Gi");

        Assert.Equal((ExitCodes.Success, ""), (limits.Code, limits.Error));
        Assert.Equal(ExitCodes.Usage, memory.Code);
        Assert.Contains("--memory has no meaning on the backend local", memory.Error);
        Assert.DoesNotContain("--image", memory.Error);
    }

    [Fact]
    public async Task A_flag_can_be_taken_back()
    {
        await place.RunAsync(Workplace.AddThere("a", "--mode", "privileged", "--host-pid"));

        await place.RunAsync("update", "a", "--host-pid", "false", "--host-ipc");

        Assert.Equal((false, true), (place.Stored("a").HostPid, place.Stored("a").HostIpc));
    }

    [Fact]
    public async Task What_would_be_wrong_is_refused_and_nothing_is_written()
    {
        await place.AddAsync("a");
        var before = place.Config;

        var ended = await place.RunAsync("update", "a", "--min-runners", "7", "--memory", "4");
        var unknown = await place.RunAsync("update", "b", "--max-runners", "7");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("--min-runners 7 is more than --max-runners 5", ended.Error);
        Assert.Contains("did you mean 4Gi?", ended.Error);
        Assert.Contains("there is no installation b; there are a", unknown.Error);
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task A_setting_that_is_given_and_taken_away_at_once_is_refused()
    {
        await place.RunAsync(Workplace.AddThere("a", "--cache", "/one", "--no-up"));
        var before = place.Config;

        var ended = await place.RunAsync("update", "a", "--cache", "/two", "--cpus", "2", "--clear", "env,cache");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("--cache and --clear cache exclude each other", ended.Error);
        Assert.DoesNotContain("--cpus", ended.Error);
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_change()
    {
        await place.AddAsync("a");
        var before = place.Config;

        var ended = await place.RunAsync("update", "a", "--max-runners", "9", "--dry-run", "-o", "json");

        var result = JsonNode.Parse(ended.Output)!;
        Assert.Equal("would-update", (string)result["outcome"]!);
        Assert.Equal("9", (string)result["changes"]![0]!["after"]!);
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task A_cluster_gets_the_change_at_once_unless_told_otherwise()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));

        await place.RunAsync("update", "a", "--max-runners", "9", "--no-up");
        Assert.Empty(place.Cluster.Asked);
        await place.RunAsync("update", "a", "--max-runners", "8");

        Assert.Equal(["apply a"], place.Cluster.Asked);
    }

    [Fact]
    public async Task A_new_value_of_the_credential_reaches_the_cluster_too()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));

        var ended = await place.RunWithInputAsync("ghp_planted2", "update", "a", "--auth-value-stdin", "--offline");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("credential: variable TOKEN -> stored", ended.Output);
        Assert.Equal(["apply a"], place.Cluster.Asked);
        Assert.DoesNotContain("planted2", place.Printed);
    }

    [Fact]
    public async Task A_running_up_takes_it_over_and_lets_the_running_job_finish()
    {
        await using var served = await ServedPlace.StartAsync("a");
        var old = await served.PoolAsync("a");
        old.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);

        var ended = await served.Place.RunAsync("update", "a", "--max-runners", "9");
        await ServedPlace.UntilAsync(() => old.Draining);
        old.FinishJob();
        var fresh = await served.PoolAsync("a", 1);

        Assert.Contains("running jobs finish first", ended.Output);
        Assert.Equal(9, fresh.Installation.MaxRunners);
        Assert.False(old.WasForced);
    }

    [Fact]
    public async Task Scale_sets_that_it_has_no_more_are_taken_off_the_service_after_the_drain()
    {
        await using var served = await ServedPlace.StartAsync();
        await served.Place.AddAsync("a", "--instances", "3");
        await served.StateAsync("a", ServedStates.Listening);

        await served.Place.RunAsync("update", "a", "--instances", "2");
        await ServedPlace.UntilAsync(() => served.Pools.Started.Count == 5);

        var (before, after) = Assert.Single(served.Pools.Retired);
        Assert.Equal((3, 2), (before.Instances, after.Instances));
        Assert.All(served.Pools.Started.Take(3), pool => Assert.True(pool.IsDisposed));
    }
}
