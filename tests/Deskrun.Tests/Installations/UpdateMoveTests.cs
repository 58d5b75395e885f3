using Deskrun.Commands.Installations.Serving;

namespace Deskrun.Tests.Installations;

/// <summary><c>deskrun update NAME --backend</c>: one installation moves, the others stay.</summary>
public sealed class UpdateMoveTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task The_old_cluster_is_left_before_the_new_one_is_made()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        await place.RunAsync(Workplace.AddThere("b", "--no-up"));

        var ended = await place.RunAsync("update", "a", "--backend", "kind");

        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
        Assert.Equal(["kind/", "kubernetes/prod", "kind/"], place.Cluster.Opened);
        Assert.Equal(["remove a", "apply a"], place.Cluster.Asked);
        var stored = place.Stored("a");
        Assert.Equal(("kind", null, null), (stored.Backend, stored.Context, stored.MovingFrom));
        Assert.Equal("kubernetes", place.Stored("b").Backend);
        Assert.Contains("backend: kubernetes -> kind", ended.Output);
        Assert.Contains("no new job was started for", ended.Error);
    }

    [Fact]
    public async Task What_this_machine_serves_is_drained_first_and_its_processes_become_Pods()
    {
        await using var served = await ServedPlace.StartAsync("a", "b");
        var pool = await served.PoolAsync("a");
        pool.Busy = true;
        await served.StateAsync("a", ServedStates.Listening);

        var moving = served.Place.RunAsync("update", "a", "--backend", "kubernetes", "--context", "prod");
        await ServedPlace.UntilAsync(() => pool.Draining);
        Assert.Empty(served.Place.Cluster.Asked);
        pool.FinishJob();
        var ended = await moving;

        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
        Assert.False(pool.WasForced);
        Assert.Equal(["apply a"], served.Place.Cluster.Asked);
        Assert.Equal(("kubernetes", "prod"), (served.Place.Stored("a").Mode, served.Place.Stored("a").Context));
        Assert.Empty(served.Pools.Retired);
    }

    [Fact]
    public async Task A_move_that_is_interrupted_is_stored_and_goes_on_with_the_next_command()
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        place.Cluster.Failure = "no answer";
        var failed = await place.RunAsync("update", "a", "--context", "test");
        Assert.Equal("prod", place.Stored("a").MovingFrom!.Context);
        place.Cluster.Failure = null;

        var removed = await place.RunAsync("remove", "a");

        Assert.Equal(ExitCodes.Service, failed.Code);
        Assert.Equal(ExitCodes.Success, removed.Code);
        Assert.Equal(["remove a", "remove a", "remove a"], place.Cluster.Asked);
    }

    [Theory]
    [InlineData("move first, then change", "--backend", "kind", "--instances", "2")]
    [InlineData("--context has no meaning on the backend kind", "--backend", "kind", "--context", "x")]
    [InlineData("the backend local has none", "--backend", "local", "--mode", "process", "--context", "x")]
    [InlineData("add --trust-jobs", "--backend", "local", "--mode", "process")]
    public async Task What_can_not_be_moved_so_stays(string expected, params string[] words)
    {
        await place.RunAsync(Workplace.AddThere("a", "--no-up"));
        var before = place.Config;

        var ended = await place.RunAsync(["update", "a", .. words]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(expected, ended.Error);
        Assert.Equal(before, place.Config);
    }
}
