using Deskrun.ScriptRunner.Tests.Doubles;
using Deskrun.ScriptRunner.WorkflowCommands;

namespace Deskrun.ScriptRunner.Tests;

public sealed class WorkflowCommandTests
{
    [Fact]
    public async Task Annotations_carry_their_place_in_a_file_of_the_workspace()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run(
                """
                echo "::warning file=$GITHUB_WORKSPACE/src/a.cs,line=3,endLine=3,col=5,endColumn=9,title=Old%2C API::use%0Athe new one"
                echo "::error::broken"
                echo "::notice title=Note::seen"
                """
            )
        );

        Assert.Equal("succeeded", host.Conclusion);
        var annotations = host.Completion["stepResults"]![1]!["annotations"]!.AsArray();
        var warning = annotations[0]!;
        Assert.Equal("warning", (string)warning["level"]!);
        Assert.Equal("use\nthe new one", (string)warning["message"]!);
        Assert.Equal("Old, API", (string)warning["title"]!);
        Assert.Equal("src/a.cs", (string)warning["path"]!);
        Assert.Equal(
            (3, 3, 5, 9, 2),
            (
                (int)warning["startLine"]!,
                (int)warning["endLine"]!,
                (int)warning["startColumn"]!,
                (int)warning["endColumn"]!,
                (int)warning["stepNumber"]!
            )
        );
        Assert.Equal("failure", (string)annotations[1]!["level"]!);
        Assert.Equal("notice", (string)annotations[2]!["level"]!);
        Assert.Contains(" ##[warning]use\n", host.Service.StepLog(0));
        Assert.Contains(" ##[error]broken\n", host.Service.StepLog(0));
    }

    [Fact]
    public async Task An_annotation_without_a_place_points_to_its_line_of_the_log()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo '::warning::look here'"));

        var line = (int)host.Completion["stepResults"]![1]!["annotations"]![0]!["startLine"]!;
        Assert.EndsWith("##[warning]look here", host.Service.StepLog(0).Split('\n')[line - 1]);
    }

    [Fact]
    public async Task Only_ten_annotations_of_a_level_are_kept()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("for i in $(seq 15); do echo \"::warning::w$i\"; done")
        );

        Assert.Equal(10, host.Annotations.Count());
        Assert.Contains("##[warning]w15", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Groups_become_markers_and_debug_lines_are_hidden()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo '::group::My group'; echo in; echo '::endgroup::'; echo '::debug::detail-1'")
        );

        var log = host.Service.StepLog(0);
        Assert.Contains(" ##[group]My group\n", log);
        Assert.Matches(@" in\n\S+ ##\[endgroup\]\n", log);
        Assert.DoesNotContain("##[debug]", log);
    }

    [Fact]
    public async Task Debug_lines_are_shown_when_debugging_is_on()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Set("ACTIONS_STEP_DEBUG", "true").Run("echo '::debug::detail-1'; echo debug=$RUNNER_DEBUG")
        );

        Assert.Contains(" ##[debug]detail-1\n", host.Service.StepLog(0));
        Assert.Contains(" debug=1\n", host.Service.StepLog(0));
    }

    [Fact]
    public async Task Stopped_commands_are_plain_text_until_the_token_comes()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run(
                """
                echo '::stop-commands::pause-token-1'
                echo '::warning::just text'
                echo '::pause-token-1::'
                echo '::warning::a real one'
                """
            )
        );

        Assert.Equal(["warning: a real one"], host.Annotations);
        Assert.Contains(" ::warning::just text\n", host.Service.StepLog(0));
    }

    [Theory]
    [InlineData("")]
    [InlineData("error")]
    [InlineData("pause-logging")]
    public async Task A_token_that_could_come_by_accident_fails_the_step(string token)
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run($"echo '::stop-commands::{token}'; echo '::notice::still on'")
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains("notice: still on", host.Annotations);
    }

    [Fact]
    public async Task The_old_output_command_works_and_warns()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("echo '::set-output name=a::old way'; echo '::save-state name=s::x'", id: "x")
                .Run(JobBuilder.Expr("format('echo {0}', steps.x.outputs.a)"))
        );

        Assert.Contains(" old way\n", host.Service.StepLog(1));
        Assert.Contains(host.Annotations, a => a.StartsWith("warning: The `set-output` command is deprecated"));
        Assert.Contains(host.Annotations, a => a.StartsWith("warning: The `save-state` command is deprecated"));
    }

    [Theory]
    [InlineData("::set-env name=A::x")]
    [InlineData("::add-path::/x")]
    public async Task Disabled_commands_fail_the_step(string command)
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run($"echo '{command}'"));

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("command is disabled"));
    }

    [Fact]
    public async Task Disabled_commands_work_for_who_opts_in()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Env(("ACTIONS_ALLOW_UNSECURE_COMMANDS", "true"))
                .Run("echo '::set-env name=A::from command'")
                .Run("echo $A")
        );

        Assert.Contains(" from command\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task Problem_matchers_are_said_to_be_missing()
    {
        await using var host = await RunnerHost.RunAsync(new JobBuilder().Run("echo '::add-matcher::x.json'"));

        Assert.Contains(host.Annotations, a => a.Contains("no problem matchers"));
    }

    [Theory]
    [InlineData("::error file=a.c,line=1::text", "error", "file=a.c;line=1", "text")]
    [InlineData("  ::error::indented", "error", "", "indented")]
    [InlineData("::error title=a%3Ab%2Cc%25::100%25 %0D%0A", "error", "title=a:b,c%", "100% \r\n")]
    [InlineData("::error %250A::%250A", "error", "", "%0A")]
    [InlineData("##[error file=x;line=2]old%5D form", "error", "file=x;line=2", "old] form")]
    [InlineData("text ##[error]inside", "error", "", "inside")]
    public void A_command_is_read(string line, string name, string properties, string data)
    {
        var command = WorkflowCommand.Parse(line, n => n == "error")!;

        Assert.Equal(name, command.Name);
        Assert.Equal(properties, string.Join(';', command.Properties.Select(p => $"{p.Key}={p.Value}")));
        Assert.Equal(data, command.Data);
    }

    [Theory]
    [InlineData("text ::error::not at the start")]
    [InlineData("::unknown::x")]
    [InlineData("::error no end")]
    [InlineData("##[unknown]x")]
    [InlineData("##[error")]
    public void Everything_else_is_text(string line) => Assert.Null(WorkflowCommand.Parse(line, n => n == "error"));
}
