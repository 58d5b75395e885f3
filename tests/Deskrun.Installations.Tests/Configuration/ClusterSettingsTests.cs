namespace Deskrun.Installations.Tests.Configuration;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void The_namespace_is_ARCs_customary_one_unless_it_is_set() =>
        Assert.Equal("arc-systems", new ClusterSettings().Namespace);
}
