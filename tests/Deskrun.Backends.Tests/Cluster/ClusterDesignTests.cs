namespace Deskrun.Backends.Tests.Cluster;

public sealed class ClusterDesignTests
{
    public static TheoryData<string> Cases => [.. ClusterCase.Names()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_case_gives_what_its_folder_expects(string name) => new ClusterCase(name).Check();

    [Fact]
    public void There_are_cases_for_everything_that_can_be_said() => Assert.True(ClusterCase.Names().Count() >= 30);
}
