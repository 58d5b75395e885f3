using Deskrun.Installations.Credentials;
using Deskrun.Installations.Validation;

namespace Deskrun.Installations.Tests.Validation;

/// <summary>The rules for installations whose runners live in a cluster.</summary>
public sealed class ClusterInstallationTests
{
    private static readonly Installation Good = new()
    {
        Name = "my-runner",
        Repository = "https://github.com/o/r",
        Mode = "kubernetes",
        Backend = "kubernetes",
        Context = "prod",
        Credential = new CredentialReference.FromEnvironment("TOKEN"),
    };

    [Fact]
    public void A_good_one_has_no_problems_and_nothing_without_a_meaning()
    {
        var full = Good with
        {
            Mode = "cached-privileged-kubernetes",
            Image = "ghcr.io/o/r:1",
            Cpus = "2",
            Memory = "4Gi",
            Environment = new Dictionary<string, string> { ["A"] = "" },
            HostPid = true,
            HostIpc = true,
            CachePaths = [new("/c", "")],
            // A socket of a cluster elsewhere can't be looked at from here.
            Mounts = [new("/s", "/no/such/socket", MountTypes.Socket)],
        };

        Assert.Empty(InstallationRules.Problems(full));
        Assert.Empty(OptionFit.Problems(full));
        Assert.Contains(
            InstallationRules.Problems(full with { Backend = "kind" }),
            problem => problem.Contains("there is no socket /no/such/socket")
        );
    }

    [Fact]
    public void Every_value_is_looked_at()
    {
        var bad = Good with
        {
            Name = "deskrun-arc",
            Context = " ",
            Image = "A B",
            Cpus = "0",
            Memory = "100m",
            Environment = new Dictionary<string, string> { ["1A"] = "", ["Z"] = "a\0b" },
            Template = "relative",
        };

        string[] expected =
        [
            "a Helm release of deskrun's own",
            "needs --context NAME",
            "--image",
            "--cpus 0",
            "--memory 100m is 0.1 bytes",
            "--env 1A",
            "--env Z",
            "must be an absolute path",
        ];
        var problems = InstallationRules.Problems(bad);
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, part => Assert.Contains(problems, problem => problem.Contains(part)));
    }

    [Fact]
    public void Process_needs_this_machine_and_kro_needs_a_cluster()
    {
        AssertProblem(Good with { Mode = "process" }, "for the backend local only");
        AssertProblem(
            Good with
            {
                Mode = "kro",
                Template = "/t",
                Backend = "local",
                Context = null,
            },
            "needs a cluster"
        );
    }

    [Fact]
    public void On_one_cluster_a_scale_set_has_a_name_of_its_own_whatever_its_repository_is()
    {
        var two = Good with { Name = "a", Instances = 2, Repository = "https://github.com/o/other" };
        var one = Good with { Name = "a-1" };

        Assert.Contains("a-1 belongs to installation a;", Assert.Single(InstallationRules.Collisions(one, [two])));
        Assert.Empty(InstallationRules.Collisions(one, [two with { Context = "test" }]));
        Assert.Empty(InstallationRules.Collisions(one, [two with { Backend = "local", Context = null }]));
    }

    [Theory]
    [InlineData("local", "process", 10)]
    [InlineData("kubernetes", "kubernetes", 2)]
    [InlineData("kind", "kubernetes", 3)]
    public void What_has_no_meaning_for_a_backend_and_mode_is_told(string backend, string mode, int count)
    {
        var everything = Good with
        {
            Backend = backend,
            Mode = mode,
            CachePaths = [new("/c", "")],
            Mounts = [new("/m", "", MountTypes.Directory)],
            Image = "i",
            Cpus = "1",
            Memory = "1Gi",
            Template = "/t",
            WorkVolume = "none",
            HostPid = true,
            HostIpc = true,
            RunAs = "ci",
            TrustJobs = true,
        };

        var problems = OptionFit.Problems(everything);

        Assert.Equal(count, problems.Count);
        Assert.All(problems, problem => Assert.StartsWith("--", problem));
    }

    private static void AssertProblem(Installation installation, string part) =>
        Assert.Contains(InstallationRules.Problems(installation), problem => problem.Contains(part));
}
