using Deskrun.ScriptRunner.Shells;
using Deskrun.ScriptRunner.Tests.Doubles;
using Deskrun.Testing;

namespace Deskrun.ScriptRunner.Tests;

public sealed class ShellTests
{
    [Fact]
    public async Task Bash_by_name_stops_at_a_failure_inside_of_a_pipe_and_bash_unasked_does_not()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("false | cat; echo went on")
                .Run("false | cat; echo went on", shell: "bash", condition: "always()")
        );

        Assert.Equal(["succeeded", "failed"], host.StepConclusions);
        Assert.Matches(@"shell: \S+/bash -e \{0\}", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Python_runs_a_script()
    {
        Need.Condition(
            ProgramPath.Find("python", HostPath) is not null || ProgramPath.Find("python3", HostPath) is not null,
            "Python",
            "apt-get install python3"
        );
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("import sys\nprint('sum', 1 + 2)\nsys.exit(4)", shell: "python")
        );

        Assert.Contains(" sum 3\n", host.Service.StepLog(0));
        Assert.Contains("exit code 4", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Pwsh_gets_its_arguments_and_a_script_that_stops_at_errors_and_hands_on_the_exit_code()
    {
        await using var host = await RunnerHost.StartAsync();
        var pwsh = host.Folder.Write(
            "bin/pwsh",
            """
            #!/bin/sh
            printf '<%s>' "$@"; echo
            cp "$(echo "$2" | cut -d "'" -f 2)" "$GITHUB_WORKSPACE/script"
            exit 5
            """
        );
        File.SetUnixFileMode(pwsh, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        host.Variables["PATH"] = $"{Path.GetDirectoryName(pwsh)}:{HostPath}";
        host.Service.Offer(new JobBuilder().Run("Write-Output hi", shell: "pwsh").Build(host.Service));
        await host.RunAsync();

        Assert.Matches(@" <-command><\. '\S+\.ps1'>\n", host.Service.StepLog(0));
        Assert.Contains($"shell: {pwsh} -command \". '{{0}}'\"", host.Service.StepLog(0));
        Assert.Equal(
            """
            $ErrorActionPreference = 'stop'
            Write-Output hi
            if ((Test-Path -LiteralPath variable:\LASTEXITCODE)) { exit $LASTEXITCODE }
            """,
            File.ReadAllText(Path.Combine(host.Workspace, "script"))
        );
        Assert.Contains("exit code 5", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("pwsh")]
    [InlineData("powershell")]
    public async Task A_PowerShell_that_is_not_installed_fails_the_step_and_says_what_to_do(string shell)
    {
        await using var host = await RunnerHost.StartAsync();
        using var nothing = new TempFolder();
        host.Variables["PATH"] = nothing.Path;
        host.Service.Offer(new JobBuilder().Run("Write-Output hi", shell: shell).Build(host.Service));
        await host.RunAsync();

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(
            host.Annotations,
            a => a.Contains($"{shell}: command not found. Make sure '{shell}' is installed and its folder is in PATH")
        );
    }

    [Fact]
    public async Task A_custom_shell_gets_the_scripts_path()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("line one\nline two", shell: "grep -n two {0}")
        );

        Assert.Contains(" 2:line two\n", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("nosuchshell {0}", "nosuchshell: command not found")]
    [InlineData("perl -e", "Invalid shell option")]
    public async Task A_shell_that_cannot_be_used_is_named(string shell, string expected)
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo hi", shell: shell));

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains(expected));
    }

    [Fact]
    public async Task A_script_killed_by_a_signal_fails_with_the_shells_code_for_it()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("kill -9 $$"));

        Assert.Contains("exit code 137", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Input_is_empty_and_pipes_break_as_in_a_terminal()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("cat; echo read; yes | head -n 1; echo \"${PIPESTATUS[0]}\"", shell: "bash -e {0}")
        );

        // 141 is 128 + SIGPIPE: the signal is not ignored in steps although .NET ignores it in the runner.
        Assert.Contains(" 141\n", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("-e /a/b.sh", "-e|/a/b.sh")]
    [InlineData("-command \". '/a b'\"", "-command|. '/a b'")]
    [InlineData("a  \"\" b", "a||b")]
    [InlineData("\\\"x\\\" \"a\\\\\" c\\d", "\"x\"|a\\|c\\d")]
    [InlineData("x\"a b\"y", "xa by")]
    [InlineData("", "")]
    public void Arguments_are_split(string line, string expected) =>
        Assert.Equal(expected, string.Join('|', ArgumentLine.Split(line)));

    private static string HostPath => Environment.GetEnvironmentVariable("PATH") ?? "";
}
