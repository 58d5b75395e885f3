using Deskrun.Backends.Tests.Cluster.Seeing;
using Deskrun.Commands.Clusters.Seeing;
using Deskrun.Commands.Installations.Explaining;
using Deskrun.Installations;

namespace Deskrun.Clusters.Tests.Seeing;

public sealed class ClusterStoryTests
{
    [Theory]
    [InlineData("kro-running", "demo")]
    [InlineData("kro-compute-image", "demo-runner-a1")]
    [InlineData("image", "demo-runner-a1")]
    [InlineData("healthy", "demo")]
    [InlineData("credential-told-by-listener", "demo")]
    [InlineData("crash-before-job", "demo-runner-a1")]
    public void Explain_tells_the_story_of_a_name(string name, string query)
    {
        var seen = new SeenCase(name);
        using var text = new StringWriter();

        StoryText.Write(text, new StoryReport(query, [.. ClusterStories.Of(Sight(seen), query)]));

        seen.Check("explain.txt", text.ToString());
    }

    [Theory]
    [InlineData("demo-runner-b2")]
    [InlineData("6f1c0d1e-0000-4000-8000-000000000001")]
    [InlineData("6f1c0d")]
    [InlineData("build")]
    [InlineData("4711")]
    public void A_runner_is_found_by_its_name_and_by_its_job(string query)
    {
        var story = Assert.Single(ClusterStories.Of(Sight(new SeenCase("healthy")), query));

        Assert.Equal("demo-runner-b2", story.Runner);
        Assert.Equal("running", story.State);
        Assert.Null(story.Cause);
    }

    [Fact]
    public void A_name_that_nobody_has_tells_nothing()
    {
        Assert.Empty(ClusterStories.Of(Sight(new SeenCase("healthy")), "other"));
        Assert.Empty(ClusterStories.Of(Sight(new SeenCase("healthy")), "6f1c"));
    }

    [Theory]
    [InlineData(
        "kro-running",
        "demo-runner-a1",
        nameof(LogSource.Runners),
        "demo-runner-a1 runner, demo-runner-a1-job runner"
    )]
    [InlineData("healthy", "demo", nameof(LogSource.Runners), "demo-runner-a1 runner, demo-runner-b2 runner")]
    [InlineData("healthy", "4711", nameof(LogSource.Runners), "demo-runner-b2 runner")]
    [InlineData("healthy", "demo", nameof(LogSource.Listener), "demo-754b578d-listener runner")]
    [InlineData("healthy", "demo", nameof(LogSource.Controller), "deskrun-arc-7c9f runner")]
    [InlineData("healthy", "other", nameof(LogSource.Controller), "")]
    [InlineData("listener-missing", "demo", nameof(LogSource.Listener), "")]
    public void Logs_come_from_the_Pods_that_a_name_means(string name, string query, string source, string expected)
    {
        var wishes = PodLogPlan.Find(Sight(new SeenCase(name)), query, Enum.Parse<LogSource>(source));

        Assert.Equal(expected, string.Join(", ", wishes.Select(wish => $"{wish.Pod} {wish.Container}")));
    }

    private static ClusterSight Sight(SeenCase seen)
    {
        var demo = new Installation
        {
            Name = "demo",
            Repository = "https://github.com/o/r",
            Backend = BackendNames.Kubernetes,
            Context = "prod",
        };
        return new ClusterSight(ClusterPlace.Of(demo), [demo])
        {
            Namespace = "arc-systems",
            Picture = seen.Picture(),
            State = seen.State(),
        };
    }
}
