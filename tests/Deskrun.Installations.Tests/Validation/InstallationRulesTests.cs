using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Installations.Tests.Validation;

public sealed class InstallationRulesTests
{
    private static readonly Installation Good = new()
    {
        Name = "my-runner",
        Repository = "https://github.com/o/r",
        Mode = "process",
        Backend = "local",
        Credential = new CredentialReference.FromEnvironment("TOKEN"),
    };

    [Fact]
    public void A_good_installation_has_no_problems() => Assert.Empty(InstallationRules.Problems(Good));

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var bad = Good with
        {
            Name = "My Runner",
            Repository = "nowhere",
            Mode = "vm",
            Backend = "moon",
            MinRunners = 7,
            Labels = ["a b", "x", "X"],
            AuthType = "password",
            Credential = CredentialReference.None,
            CachePaths = [new("relative", ""), new("too", "/x"), new("/nix/store/", ""), new("//", "")],
            Mounts = [new("/x", "", MountTypes.Socket), new("/x/", "../y", MountTypes.Directory)],
        };

        var problems = InstallationRules.Problems(bad);

        string[] expected =
        [
            "try my-runner",
            "no URL of a GitHub host",
            "the mode \"vm\"",
            "the backend \"moon\"",
            "is more than --max-runners 5",
            "the auth type \"password\"",
            "a credential is needed",
            "\"a b\" is no label",
            "\"x\" is given 2 times",
            "--cache relative: the target must be an absolute path",
            "--cache /x:too: the target must be an absolute path",
            "/nix/store is refused",
            "whole file system",
            "its source ../y must be",
            "/x is the target of 2",
            "a Socket needs a source",
        ];
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, part => Assert.Contains(problems, problem => problem.Contains(part)));
    }

    [Theory]
    [InlineData("a", 1, true)]
    [InlineData("0a-b", 1, true)]
    [InlineData("", 1, false)]
    [InlineData("-a", 1, false)]
    [InlineData("a-", 1, false)]
    [InlineData("a.b", 1, false)]
    [InlineData("../../etc", 1, false)]
    [InlineData("a\u001b[31m", 1, false)]
    [InlineData("ä", 1, false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1, true)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1, false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 2, false)]
    public void A_name_fits_everywhere_or_is_refused(string name, int instances, bool good)
    {
        var problem = InstallationName.Problem(name, instances);

        Assert.Equal(good, problem is null);
        Assert.DoesNotContain('\u001b', problem ?? "");
    }

    [Fact]
    public void An_app_needs_its_id_and_serves_no_enterprise()
    {
        var app = Good with { AuthType = AuthTypes.GitHubApp, Repository = "https://github.com/enterprises/e" };

        var problems = InstallationRules.Problems(app);

        Assert.Contains(problems, problem => problem.Contains("--app-id"));
        Assert.Contains(problems, problem => problem.Contains("enterprise"));
        Assert.Equal(2, problems.Count);
    }

    [Fact]
    public void A_name_that_another_installation_makes_with_its_instances_is_a_collision()
    {
        var two = Good with { Name = "a", Instances = 2 };
        var one = Good with { Name = "a-1" };

        Assert.Contains("a-1 belongs to installation a;", Assert.Single(InstallationRules.Collisions(one, [two])));
        Assert.Empty(InstallationRules.Collisions(one, [two with { Repository = "https://github.com/o/other" }]));
        Assert.Empty(InstallationRules.Collisions(one, [one]));
    }

    [Theory]
    [InlineData("/t", "/t", "", "DirectoryOrCreate")]
    [InlineData("/s:/t", "/t", "/s", "DirectoryOrCreate")]
    [InlineData("/s:/t:Socket", "/t", "/s", "Socket")]
    public void A_mount_is_read_as_it_is_written(string text, string target, string source, string type) =>
        Assert.Equal(new Mount(target, source, type), MountSyntax.ReadMount(text, out _));

    [Theory]
    [InlineData("/s:/t:Pipe")]
    [InlineData("/s:/t:Socket:x")]
    public void A_mount_that_is_no_mount_is_refused(string text)
    {
        Assert.Null(MountSyntax.ReadMount(text, out var problem));
        Assert.Contains(text, problem);
    }

    [Fact]
    public void A_cache_is_read_as_it_is_written()
    {
        Assert.Equal(new CachePath("/t", "/s"), MountSyntax.ReadCache("/s:/t", out _));
        Assert.Equal(new CachePath("/t", ""), MountSyntax.ReadCache("/t", out _));
        Assert.Null(MountSyntax.ReadCache("/a:/b:/c", out _));
    }
}
