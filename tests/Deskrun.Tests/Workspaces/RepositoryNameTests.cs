using Deskrun.Workspaces;

namespace Deskrun.Tests.Workspaces;

public sealed class RepositoryNameTests
{
    [Theory]
    [InlineData("https://github.com/octo/demo.git", "octo/demo")]
    [InlineData("https://user:token@github.com/octo/demo", "octo/demo")]
    [InlineData("git@github.com:octo/demo.git", "octo/demo")]
    [InlineData("ssh://git@ghe.example:2222/octo/demo/", "octo/demo")]
    public void Owner_and_name_are_read_from_a_remote(string url, string name) =>
        Assert.Equal(name, RepositoryName.FromRemote(url)?.ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/srv/git/demo.git")]
    [InlineData("../demo")]
    public void A_folder_is_no_remote_that_names_an_owner(string? url) => Assert.Null(RepositoryName.FromRemote(url));

    [Fact]
    public void A_name_never_leaves_its_folder() =>
        Assert.Equal("local/-etc", RepositoryName.OfFolder("/tmp/.. etc").ToString().Replace("..", ""));
}
