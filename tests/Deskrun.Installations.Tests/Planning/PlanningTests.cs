using Deskrun.Installations.Planning;

namespace Deskrun.Installations.Tests.Planning;

public sealed class PlanningTests
{
    private static readonly Installation Some = new()
    {
        Name = "a",
        Repository = "https://github.com/o/r",
        MinRunners = 2,
        MaxRunners = 4,
    };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void One_instance_is_one_scale_set_with_the_installations_own_limits(int instances) =>
        Assert.Equal([new("a", "a", 2, 4)], PlannedScaleSet.Of(Some with { Instances = instances }));

    [Fact]
    public void From_two_instances_on_each_is_a_scale_set_that_keeps_one_runner() =>
        Assert.Equal([new("a-1", "a", 1, 1), new("a-2", "a", 1, 1)], PlannedScaleSet.Of(Some with { Instances = 2 }));

    [Theory]
    [InlineData("/host-cache/deskrun", "/home/me/.cache/deskrun")]
    [InlineData("/host-cache/deskrun/go/mod", "/home/me/.cache/deskrun/go/mod")]
    [InlineData("/host-cache/deskrun2/go", "/host-cache/deskrun2/go")]
    [InlineData("/tmp/deskrun-cache/x", "/tmp/deskrun-cache/x")]
    public void A_stored_source_is_found_on_the_host(string source, string host) =>
        Assert.Equal(host, HostPaths.OnHost(source, "/home/me"));

    [Fact]
    public void A_cache_without_a_source_has_a_folder_per_scale_set() =>
        Assert.Equal("/tmp/github-runner-cache/a-2/cache-0", HostPaths.Generated("a-2", 0));

    [Theory]
    [InlineData("container", RunnerMode.Kubernetes, "kubernetes")]
    [InlineData("privileged", RunnerMode.CachedPrivilegedKubernetes, "cached-privileged-kubernetes")]
    [InlineData("process", RunnerMode.Process, "process")]
    public void A_mode_has_aliases_and_one_stored_word(string given, RunnerMode mode, string word)
    {
        Assert.Equal(mode, RunnerModes.Parse(given));
        Assert.Equal(word, mode.Word());
    }
}
