using Deskrun.Installations.Configuration;

namespace Deskrun.Tests.Installations;

public sealed class AddCommandTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Secret = "ghp_plantedsecret";
    private readonly Workplace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task What_is_added_offline_is_stored_and_the_next_step_is_said()
    {
        var ended = await place.RunAsync(
            "add",
            "my-runner",
            "--repository",
            "http://github.com/octo/demo/",
            "--mode",
            "process",
            "--trust-jobs",
            "--auth-env",
            "TOKEN",
            "--offline"
        );

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Contains("Added my-runner for https://github.com/octo/demo", ended.Output);
        Assert.Contains("Next: deskrun up; then jobs with `runs-on: my-runner`", ended.Output);
        var stored = new ConfigurationFile(place.Home, TimeProvider.System).Load().Find("my-runner")!;
        Assert.Equal(
            ("local", "process", 1, 5, true),
            (stored.Backend, stored.Mode, stored.MinRunners, stored.MaxRunners, stored.TrustJobs)
        );
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(place.Home.ConfigFile));
    }

    [Fact]
    public async Task The_same_command_twice_changes_nothing()
    {
        await place.AddAsync("a", "--labels", "gpu,big");
        var before = place.Config;

        var again = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://127.0.0.1:9/o/r/",
            "-m",
            "process",
            "--labels",
            "gpu",
            "--labels",
            "big",
            "--auth-env",
            "TOKEN"
        );

        Assert.Equal(ExitCodes.Success, again.Code);
        Assert.Contains("nothing was changed", again.Output);
        Assert.Equal(before, place.Config);
    }

    [Fact]
    public async Task Another_command_for_the_same_name_is_refused_with_the_way_out()
    {
        await place.AddAsync("a");

        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://127.0.0.1:9/o/r",
            "-m",
            "process",
            "--max-runners",
            "9",
            "--auth-env",
            "TOKEN",
            "--offline"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("exists with other settings", ended.Error);
        Assert.Contains("deskrun remove a", ended.Error);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once_and_nothing_is_written()
    {
        var ended = await place.RunAsync(
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
            "/a:/b:Pipe"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        string[] expected =
        [
            "--mode is needed",
            "--instances 0",
            "--cache a:b:c",
            "--mount /a:/b:Pipe",
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
        string[] words = ["add", "a", "-r", "octo/demo", "-m", "process", "--auth-env", "TOKEN", "--offline"];

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
    [InlineData("--mode", "kubernetes")]
    [InlineData("--mode", "container")]
    [InlineData("--mode", "privileged")]
    [InlineData("--mode", "dind")]
    [InlineData("--mode", "kro")]
    [InlineData("--mode", "process", "--instances", "2")]
    [InlineData("--mode", "process", "--cache", "/root/.cache")]
    [InlineData("--mode", "process", "--mount", "/data")]
    [InlineData("--mode", "process", "--backend", "kind")]
    [InlineData("--backend", "kubernetes")]
    public async Task What_is_not_built_yet_says_so_and_changes_nothing(params string[] words)
    {
        var ended = await place.RunAsync([
            "add",
            "a",
            "-r",
            "octo/demo",
            "--auth-env",
            "TOKEN",
            "--trust-jobs",
            "--offline",
            .. words,
        ]);

        Assert.Equal(ExitCodes.NotBuilt, ended.Code);
        Assert.Contains("not built yet", ended.Error);
        Assert.Contains("nothing was changed", ended.Error);
        Assert.False(File.Exists(place.Home.ConfigFile));
    }

    [Fact]
    public async Task A_dry_run_checks_and_writes_nothing()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-env",
            "TOKEN",
            "--offline",
            "--dry-run",
            "-o",
            "json"
        );

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("\"outcome\":\"would-add\"", ended.Output);
        Assert.Contains("\"checked\":false", ended.Output);
        Assert.False(Directory.Exists(place.Home.Path));
    }

    [Fact]
    public async Task A_value_on_the_command_line_works_with_a_warning_and_lies_in_a_file_of_its_own()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-value",
            Secret,
            "--offline"
        );

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains("warning: --auth-value shows the credential in the process list", ended.Error);
        Assert.DoesNotContain(Secret, place.Config);
        var file = Path.Combine(place.Home.Credentials, "a");
        Assert.Equal(Secret, File.ReadAllText(file));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task A_value_can_come_from_stdin()
    {
        var ended = await place.RunWithInputAsync(
            $"{Secret}\n",
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-value-stdin",
            "--offline"
        );

        Assert.Equal((ExitCodes.Success, ""), (ended.Code, ended.Error));
        Assert.Equal(Secret, File.ReadAllText(Path.Combine(place.Home.Credentials, "a")));
    }

    [Fact]
    public async Task A_file_is_kept_as_an_absolute_reference()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-file",
            "token.txt",
            "--offline"
        );

        Assert.Equal(ExitCodes.Success, ended.Code);
        Assert.Contains($"\"AuthFile\": \"{place.Folder.File("token.txt")}\"", place.Config);
    }

    [Fact]
    public async Task Two_credentials_are_refused()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "octo/demo",
            "-m",
            "process",
            "--auth-env",
            "T",
            "--auth-file",
            "f"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("--auth-env and --auth-file exclude each other", ended.Error);
    }

    [Theory]
    [InlineData("two words", "white space")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", "--auth-type github-app")]
    [InlineData(" \n", "is empty")]
    public async Task What_is_no_token_is_refused_without_being_shown(string value, string expected)
    {
        var ended = await place.RunWithInputAsync(
            value,
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-value-stdin",
            "--offline"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains(expected, ended.Error);
        Assert.DoesNotContain("two words", ended.Error);
        Assert.False(Directory.Exists(place.Home.Path));
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named_before_the_service_is_asked()
    {
        var ended = await place.RunAsync(
            "add",
            "a",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-env",
            "TOKEN"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("TOKEN is not set", ended.Error);
    }

    [Fact]
    public async Task A_name_that_another_installations_instances_have_is_refused()
    {
        place.Folder.Write(
            "home/config.json",
            """{"installations":{"a":{"Repository":"http://localhost:9/o/r","Instances":2,"AuthValue":"x"}}}"""
        );

        var ended = await place.RunAsync(
            "add",
            "a-2",
            "-r",
            "http://localhost:9/o/r",
            "-m",
            "process",
            "--auth-env",
            "T",
            "--offline"
        );

        Assert.Equal(ExitCodes.Usage, ended.Code);
        Assert.Contains("a-2 belongs to installation a;", ended.Error);
    }
}
