using Deskrun.GitHub.Auth;

namespace Deskrun.GitHub.Tests.Auth;

public sealed class ConfigUrlTests
{
    [Theory]
    [InlineData("https://github.com/octo", ConfigScope.Organization, "https://api.github.com/", "orgs/octo")]
    [InlineData("https://github.com/octo/demo/", ConfigScope.Repository, "https://api.github.com/", "repos/octo/demo")]
    [InlineData("https://www.github.com/octo", ConfigScope.Organization, "https://api.github.com/", "orgs/octo")]
    [InlineData("https://GitHub.com/octo", ConfigScope.Organization, "https://api.github.com/", "orgs/octo")]
    [InlineData("https://github.com/Enterprises/x", ConfigScope.Enterprise, "https://api.github.com/", "enterprises/x")]
    [InlineData("https://a.ghe.com/octo", ConfigScope.Organization, "https://api.a.ghe.com/", "orgs/octo")]
    [InlineData("http://github.localhost/o/r", ConfigScope.Repository, "http://api.github.localhost/", "repos/o/r")]
    [InlineData(
        "http://github.localhost:81/o",
        ConfigScope.Organization,
        "http://github.localhost:81/api/v3/",
        "orgs/o"
    )]
    [InlineData("https://ghes.corp/o/r", ConfigScope.Repository, "https://ghes.corp/api/v3/", "repos/o/r")]
    [InlineData("http://127.0.0.1:8080/o/r", ConfigScope.Repository, "http://127.0.0.1:8080/api/v3/", "repos/o/r")]
    [InlineData("http://github.com/octo", ConfigScope.Organization, "https://api.github.com/", "orgs/octo")]
    public void A_config_url_says_its_scope_and_its_api(string text, ConfigScope scope, string api, string path)
    {
        var url = ConfigUrl.Parse(text, forceGhes: false);

        Assert.Equal(scope, url.Scope);
        Assert.Equal(api, url.ApiBase.AbsoluteUri);
        Assert.Equal($"{path}/actions/runners/registration-token", url.RegistrationTokenPath);
        Assert.Equal(text.TrimEnd('/'), url.Text);
    }

    [Fact]
    public void Every_host_is_GHES_when_that_is_forced()
    {
        var url = ConfigUrl.Parse("https://github.com/octo", forceGhes: true);

        Assert.False(url.IsHosted);
        Assert.Equal("https://github.com/api/v3/", url.ApiBase.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("github.com/octo")]
    [InlineData("ftp://github.com/octo")]
    [InlineData("https://github.com")]
    [InlineData("https://github.com/a/b/c")]
    [InlineData("https://github.com/a//c")]
    [InlineData("https://github.com/a/b?x=1")]
    [InlineData("https://github.com/a/b#x")]
    public void What_is_no_config_url_is_refused_with_the_way_out(string text)
    {
        var error = Assert.Throws<FormatException>(() => ConfigUrl.Parse(text));

        Assert.Contains("https://HOST/OWNER/REPO", error.Message);
    }

    [Theory]
    [InlineData("https://user:SECRET@github.com/octo")]
    [InlineData("https//user:SECRET@github.com/octo")]
    public void A_password_in_the_url_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<FormatException>(() => ConfigUrl.Parse(text));

        Assert.DoesNotContain("SECRET", error.Message);
    }
}
