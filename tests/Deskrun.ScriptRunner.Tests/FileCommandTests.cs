using Deskrun.ScriptRunner.FileCommands;
using Deskrun.ScriptRunner.Tests.Doubles;

namespace Deskrun.ScriptRunner.Tests;

public sealed class FileCommandTests
{
    [Fact]
    public async Task Variables_and_paths_reach_the_steps_that_follow()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run(
                    """
                    echo PLAIN=one=two >> $GITHUB_ENV
                    printf 'TEXT<<END\nfirst\nsecond\nEND\n' >> $GITHUB_ENV
                    mkdir -p bin && printf '#!/bin/sh\necho my tool\n' > bin/mytool && chmod +x bin/mytool
                    echo "$PWD/bin" >> $GITHUB_PATH
                    [ -z "$PLAIN" ] && echo not yet
                    """
                )
                .Run("echo \"$PLAIN\"; echo \"$TEXT\" | tr '\\n' '|'; mytool")
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(" not yet\n", host.Service.StepLog(0));
        Assert.Contains(" one=two\n", host.Service.StepLog(1));
        Assert.Contains(" first|second|my tool\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task A_file_with_a_mistake_fails_the_step_and_says_what_is_wrong()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Run("printf 'ok=1\\nbroken\\n' >> $GITHUB_OUTPUT", id: "x")
                .Output("ok", JobBuilder.Expr("steps.x.outputs.ok"))
        );

        Assert.Equal("failed", host.Conclusion);
        Assert.Contains("failure: Unable to process file command 'output' successfully.", host.Annotations);
        Assert.Contains("failure: Invalid format 'broken'", host.Annotations);
        Assert.Equal("1", host.Completion["outputs"]!["ok"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Node_options_cannot_be_set_for_later_steps()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("echo NODE_OPTIONS=--inspect >> $GITHUB_ENV").Run("echo \"[$NODE_OPTIONS]\"")
        );

        Assert.Contains(host.Annotations, a => a.Contains("NODE_OPTIONS"));
        Assert.Contains(" []\n", host.Service.StepLog(1));
    }

    [Fact]
    public async Task The_summary_is_uploaded_masked_and_with_its_size()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder()
                .Secret("S", "planted-secret")
                .Run("echo '# Result' >> $GITHUB_STEP_SUMMARY; echo 'was planted-secret.' >> $GITHUB_STEP_SUMMARY")
        );

        Assert.Equal("# Result\nwas ***.\n", host.Service.Summary(0));
        var metadata = Assert.Single(host.Service.Metadata, m => (string)m["method"]! == "CreateStepSummaryMetadata");
        Assert.Equal("# Result\nwas ***.\n".Length, metadata["size"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_summary_that_is_too_large_is_an_error_in_the_log_and_not_uploaded()
    {
        await using var host = await RunnerHost.RunAsync(
            new JobBuilder().Run("head -c 1100000 /dev/zero | tr '\\0' x >> $GITHUB_STEP_SUMMARY")
        );

        Assert.Equal("succeeded", host.Conclusion);
        Assert.Contains(host.Annotations, a => a.Contains("1024k, got 1074k"));
        Assert.Empty(host.Service.Summary(0));
    }

    [Theory]
    [InlineData("A=1\nB=2\n", "A:1;B:2")]
    [InlineData("A=1", "A:1")]
    [InlineData("\n\nA=\n", "A:")]
    [InlineData("A<<E\nx\ny\nE\n", "A:x\ny")]
    [InlineData("A<<E\nE\n", "A:")]
    [InlineData("A<<E\nx\nE", "A:x")]
    [InlineData("A=b<<c\n", "A:b<<c")]
    [InlineData("A<<E=F\nx\nE=F\n", "A:x")]
    public void Both_forms_are_read(string text, string expected) =>
        Assert.Equal(expected, string.Join(';', EnvironmentFile.Read(text).Select(p => $"{p.Key}:{p.Value}")));

    [Theory]
    [InlineData("nothing", "Invalid format 'nothing'")]
    [InlineData("=nothing", "Invalid format '=nothing'. Name must not be empty")]
    [InlineData("A<<\nx\n", "delimiter must not be empty")]
    [InlineData("<<E\nx\nE\n", "Name must not be empty")]
    [InlineData("A<<E\nx\n", "Matching delimiter not found 'E'")]
    [InlineData("A<<E\nx", "EOF marker missing new line")]
    public void Mistakes_are_named(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<FormatException>(() => EnvironmentFile.Read(text).ToList()).Message);
}
