using Deskrun.Installations.Validation;

namespace Deskrun.Installations.Tests.Validation;

public sealed class RepositoryUrlTests
{
    [Theory]
    [InlineData("https://github.com/octo/demo", "https://github.com/octo/demo", RepositoryScope.Repository)]
    [InlineData("http://github.com/octo/demo/", "https://github.com/octo/demo", RepositoryScope.Repository)]
    [InlineData("https://github.com/octo/demo.git", "https://github.com/octo/demo", RepositoryScope.Repository)]
    [InlineData("octo/demo", "https://github.com/octo/demo", RepositoryScope.Repository)]
    [InlineData("github.com/octo", "https://github.com/octo", RepositoryScope.Organization)]
    [InlineData("https://GitHub.com/Octo//", "https://github.com/Octo", RepositoryScope.Organization)]
    [InlineData("https://github.com/enterprises/big", "https://github.com/enterprises/big", RepositoryScope.Enterprise)]
    [InlineData("https://acme.ghe.com/octo/demo", "https://acme.ghe.com/octo/demo", RepositoryScope.Repository)]
    [InlineData("http://ghes.lan:8080/o/r", "https://ghes.lan:8080/o/r", RepositoryScope.Repository)]
    [InlineData("http://127.0.0.1:4711/o/r/", "http://127.0.0.1:4711/o/r", RepositoryScope.Repository)]
    [InlineData("http://[::1]:4711/o", "http://[::1]:4711/o", RepositoryScope.Organization)]
    [InlineData("http://localhost:4711/o/r", "http://localhost:4711/o/r", RepositoryScope.Repository)]
    public void A_url_has_one_normal_form(string text, string url, RepositoryScope scope)
    {
        var read = RepositoryUrl.Read(text, out var problem);

        Assert.Null(problem);
        Assert.Equal((url, scope), (read!.Url, read.Scope));
        Assert.Equal(url, RepositoryUrl.Read(url, out _)!.Url);
    }

    [Theory]
    [InlineData("")]
    [InlineData("octo")]
    [InlineData("https://github.com")]
    [InlineData("https://github.com/")]
    [InlineData("https://github.com/enterprises")]
    [InlineData("https://github.com/a/b/c")]
    [InlineData("https://github.com/a/b?x=1")]
    [InlineData("https://github.com/a b/c")]
    [InlineData("https://github.com/a/%2e%2e")]
    [InlineData("ftp://github.com/a/b")]
    [InlineData("file:///etc/passwd")]
    [InlineData("git@github.com:octo/demo.git")]
    public void What_is_no_such_url_is_refused_with_the_way_out(string text)
    {
        Assert.Null(RepositoryUrl.Read(text, out var problem));
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void A_password_in_a_url_is_refused_and_not_repeated()
    {
        Assert.Null(RepositoryUrl.Read("https://x:planted-secret@github.com/o/r", out var problem));
        Assert.DoesNotContain("planted-secret", problem);
    }

    [Theory]
    [InlineData("http://127.0.0.2/o/r", true)]
    [InlineData("http://localhost/o/r", true)]
    [InlineData("http://10.0.0.1/o/r", false)]
    [InlineData("https://localhost.example.com/o/r", false)]
    public void Loopback_is_only_this_machine(string text, bool loopback) =>
        Assert.Equal(loopback, RepositoryUrl.Read(text, out _)!.IsLoopback);
}
