namespace Deskrun.Tests.Installations;

/// <summary>A cluster that fails holds up neither the others nor this machine.</summary>
public sealed class SeveralClustersTests : IDisposable
{
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task Up_makes_the_other_clusters_right_and_ends_with_the_failure()
    {
        await AddThereAsync("a", "prod");
        await AddThereAsync("b", "staging");
        (place.Cluster.Failure, place.Cluster.FailsAlone) = ("prod does not answer", "kubernetes/prod");

        var up = await place.RunAsync("up");

        Assert.Equal(ExitCodes.Service, up.Code);
        Assert.Equal(["kubernetes/prod", "kubernetes/staging"], place.Cluster.Opened);
        Assert.Contains("kubernetes/staging: 1 done", up.Error);
        Assert.EndsWith("deskrun: prod does not answer", up.Error.TrimEnd());
    }

    [Fact]
    public async Task Up_and_down_of_this_machine_go_on_without_a_cluster_that_fails()
    {
        await place.AddAsync("here");
        await AddThereAsync("there", "prod");
        place.Cluster.Failure = "prod does not answer";

        var up = place.RunAsync("up", "--plain");
        while ((await place.RunAsync("status", "here")).Code == ExitCodes.NotRunning)
        {
            Assert.False(up.IsCompleted, "up serves nothing");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        var down = await place.RunAsync("down");

        Assert.Equal(ExitCodes.Service, down.Code);
        Assert.Contains("deskrun up has ended", down.Error);
        Assert.Contains("deskrun: prod does not answer", down.Error);
        var ended = await up;
        Assert.Equal(ExitCodes.Service, ended.Code);
        Assert.Contains("deskrun: prod does not answer", ended.Error);
    }

    private async Task AddThereAsync(string name, string context)
    {
        var words = Workplace.AddThere(name, "--no-up");
        words[Array.IndexOf(words, "--context") + 1] = context;
        var added = await place.RunAsync(words);
        Assert.True(added.Code == ExitCodes.Success, added.Error);
    }
}
