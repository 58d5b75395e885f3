namespace Deskrun.Tests.Installations;

public sealed class AddCommandTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly string[] ByVariable = ["--auth-env", "TOKEN"];
    private static readonly string[] Offline = [.. ByVariable, "--offline"];
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task What_is_added_offline_is_stored_and_the_next_step_is_said()
    {
        var ended = await place.RunAsync([
            "add",
            "my-runner",
            "--repository",
            "http://github.com/octo/demo/",
            "--mode",
            "process",
            "--trust-jobs",
            .. Offline,
        ]);

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Contains("Added my-runner for https://github.com/octo/demo", ended.Output);
        Assert.Contains("Next: deskrun up; then jobs with `runs-on: my-runner` run here", ended.Output);
        var stored = place.Stored("my-runner");
        Assert.Equal(
            ("local", "process", 1, 5, true),
            (stored.Backend, stored.Mode, stored.MinRunners, stored.MaxRunners, stored.TrustJobs)
        );
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(place.Home.ConfigFile));
    }

    [Theory]
    [InlineData("--auth-env", "s3cret value", "needs the name of a variable")]
    [InlineData("--auth-env", "1TOKEN", "needs the name of a variable")]
    [InlineData("--auth-file", "/dev/fd/63", "--auth-value-stdin")]
    [InlineData("--auth-file", "/dev/stdin", "--auth-value-stdin")]
    public async Task A_credential_that_cannot_be_had_again_is_refused_with_the_way_out(
        string option,
        string value,
        string way
    )
    {
        var ended = await place.RunAsync([.. Workplace.Add("a", [option, value]), "--offline"]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(way, ended.Error);
        Assert.DoesNotContain("s3cret", ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Fact]
    public async Task The_same_command_twice_changes_nothing()
    {
        await place.AddAsync("a", "--labels", "gpu,big");
        var before = place.Config;

        var again = await place.RunAsync([.. Workplace.Add("a", ByVariable), "--labels", "gpu", "--labels", "big"]);

        Assert.Equal(ExitCodes.Success, again.Code);
        Assert.Contains("nothing was changed", again.Output);
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task Another_command_for_the_same_name_is_refused_with_the_way_out()
    {
        await place.AddAsync("a");

        var ended = await AddOfflineAsync("a", "--max-runners", "9");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("exists with other settings", ended.Error);
        Assert.Contains("deskrun update a", ended.Error);
        Assert.Contains("deskrun remove a", ended.Error);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_written()
    {
        var ended = await place.RunAsync([
            "add",
            "My Runner",
            "-r",
            "nowhere",
            "--max-runners",
            "0",
            "--instances",
            "0",
            "--cache",
            "a:b:c",
            "--mount",
            "/a:/b:Pipe",
            "--env",
            "NOVALUE",
            "--env",
            "A=1",
            "--env",
            "A=2",
            "--cpus",
            "two",
        ]);

        Assert.Equal(ExitCodes.Usage, ended.Code);
        string[] expected =
        [
            "--mode is needed",
            "--instances 0",
            "--cache a:b:c",
            "--mount /a:/b:Pipe",
            "--env needs KEY=VALUE",
            "--env A is given twice",
            "--cpus two",
            "try my-runner",
            "no URL of a GitHub host",
            "--max-runners 0",
            "a credential is needed",
        ];
        Assert.All(expected, part => Assert.Contains(part, ended.Error));
        Assert.False(Directory.Exists(place.Home.Path));
    }

    [Fact]
    public async Task Jobs_of_others_need_trust_and_never_run_as_root()
    {
        using var root = new Workplace { IsRoot = true };
        string[] words = ["add", "a", "-r", "octo/demo", "-m", "process", .. Offline];

        var user = await place.RunAsync(words);
        var admin = await root.RunAsync([.. words, "--trust-jobs"]);
        var named = await root.RunAsync([.. words, "--trust-jobs", "--run-as", "ci"]);

        Assert.Equal(ExitCodes.Usage, user.Code);
        Assert.Contains("add --trust-jobs", user.Error);
        Assert.DoesNotContain("--run-as", user.Error);
        Assert.Equal(ExitCodes.Usage, admin.Code);
        Assert.Contains("--run-as USER", admin.Error);
        Assert.Equal(ExitCodes.Success, named.Code);
    }

    [Fact]
    public async Task The_help_tells_what_a_trusted_job_can_read()
    {
        var help = await place.RunAsync("add", "--help");

        Assert.Contains("SSH keys", help.Output);
    }

    [Theory]
    [InlineData("kubernetes")]
    [InlineData("container")]
    [InlineData("privileged")]
    [InlineData("dind")]
    public async Task Containers_on_this_machine_are_not_built_yet_and_say_so(string mode)
    {
        var ended = await place.RunAsync(["add", "a", "-r", "octo/demo", "--mode", mode, .. Offline]);

        Assert.Equal(ExitCodes.NotBuilt, ended.Code);
        Assert.Contains("not built yet", ended.Error);
        Assert.Contains("nothing was changed", ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Fact]
    public async Task Instances_of_this_machine_are_scale_sets_of_one_runner_each()
    {
        var ended = await AddOfflineAsync("a", "--instances", "3", "--max-runners", "7", "--min-runners", "1");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("--max-runners 7 has no effect", ended.Error);
        Assert.DoesNotContain("--min-runners", ended.Error);
        Assert.Contains("3 scale sets of 1 runner", ended.Output);
        Assert.Contains("`runs-on: a-1` to `a-3`", ended.Output);
        var stored = place.Stored("a");
        Assert.Equal((3, 1, 1), (stored.Instances, stored.MinRunners, stored.MaxRunners));
    }

    [Fact]
    public async Task A_dry_run_checks_and_writes_nothing()
    {
        var ended = await AddOfflineAsync("a", "--dry-run", "-o", "json");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("\"outcome\":\"would-add\"", ended.Output);
        Assert.Contains("\"checked\":false", ended.Output);
        Assert.False(Directory.Exists(place.Home.Path));
    }

    [Fact]
    public async Task Variables_of_a_runner_may_hold_commas_and_equals_signs_and_secrets_are_warned_of()
    {
        var ended = await AddOfflineAsync("a", "--env", "OPTS=-a=1,-b", "--env", "EMPTY=", "--env", "API_TOKEN=x");

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("--env API_TOKEN looks like a secret", ended.Error);
        Assert.Equal("-a=1,-b", place.Stored("a").Environment["OPTS"]);
        Assert.Equal("", place.Stored("a").Environment["EMPTY"]);
    }

    [Fact]
    public async Task A_name_that_another_installations_instances_have_is_refused()
    {
        await place.AddAsync("a", "--instances", "2");

        var ended = await AddOfflineAsync("a-2");

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("a-2 belongs to installation a;", ended.Error);
    }

    private Task<Ended> AddOfflineAsync(string name, params string[] further) =>
        place.RunAsync(Workplace.Add(name, [.. Offline, .. further]));
}
