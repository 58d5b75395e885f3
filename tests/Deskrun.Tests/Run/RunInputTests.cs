using System.Diagnostics;
using Deskrun.Commands.Run;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.Run;

public sealed class RunInputTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_secret_is_read_from_the_variable_of_its_name()
    {
        var cli = new Cli { Variables = new() { ["TOKEN"] = "s3cret" } };

        Assert.Equal("s3cret", SecretSource.Read(new() { Secrets = ["TOKEN"] }, cli.Context)["token"]);
    }

    [Fact]
    public void A_secret_on_the_command_line_is_refused_without_printing_it()
    {
        var refused = Assert.Throws<CliException>(() =>
            SecretSource.Read(new() { Secrets = ["TOKEN=s3cret"] }, new Cli().Context)
        );

        Assert.Equal(2, refused.ExitCode);
        Assert.DoesNotContain("s3cret", refused.Message);
    }

    [Theory]
    [InlineData("--env", "A B=1", "blanks")]
    [InlineData("--env", " A=1", "blanks")]
    [InlineData("--var", "my-var=1", "letters, digits and _")]
    [InlineData("--var", "1A=1", "no digit")]
    public void A_name_that_cannot_be_one_is_refused_and_not_repeated(string option, string text, string why)
    {
        var refused = Assert.Throws<CliException>(() => NamedValues.Parse(option, [text]));

        Assert.Equal(2, refused.ExitCode);
        Assert.StartsWith($"{option}: a name ", refused.Message);
        Assert.Contains(why, refused.Message);
        Assert.DoesNotContain(text[..text.IndexOf('=')], refused.Message);
    }

    [Fact]
    public void A_secret_without_a_name_is_refused()
    {
        var refused = Assert.Throws<CliException>(() => SecretSource.Read(new() { Secrets = [""] }, new Cli().Context));

        Assert.Equal((2, "--secret: a name may not be empty"), (refused.ExitCode, refused.Message));
    }

    [Fact]
    public void Names_of_the_environment_may_hold_what_the_system_takes()
    {
        Assert.Equal(["INPUT_WHO-TO", "a.b"], NamedValues.Parse("--env", ["INPUT_WHO-TO=1", "a.b=2"]).Keys);
    }

    [Fact]
    public void A_secret_of_a_file_and_of_the_command_line_needs_a_name_that_the_service_takes()
    {
        var file = folder.Write("secrets", "GOOD=1\nexport s3cret-half=1\n");
        var line = Assert.Throws<CliException>(() => NamedValues.ReadFile("--secret-file", file, new Cli().Context));
        var named = Assert.Throws<CliException>(() =>
            SecretSource.Read(new() { Secrets = ["s3cret half"] }, new Cli().Context)
        );

        Assert.StartsWith($"{file}:2: --secret-file: a name may hold letters", line.Message);
        Assert.StartsWith("--secret: a name may hold letters", named.Message);
        Assert.DoesNotContain("s3cret", line.Message + named.Message);
    }

    [Fact]
    public void A_secret_that_is_nowhere_is_asked_for_on_a_terminal_only()
    {
        var context = new Cli().Context;
        Assert.Throws<CliException>(() => SecretSource.Read(new() { Secrets = ["TOKEN"] }, context));

        var asking = context with
        {
            Terminal = context.Terminal with { InIsTerminal = true, ReadHidden = () => "typed" },
        };
        Assert.Equal("typed", SecretSource.Read(new() { Secrets = ["TOKEN"] }, asking)["TOKEN"]);
    }

    [Fact]
    public void A_secret_file_has_a_name_and_a_value_a_line()
    {
        var file = folder.Write("secrets", "# comment\n\nA=1\nB=\"two words\"\n");

        var secrets = SecretSource.Read(new() { SecretFile = file }, new Cli().Context);

        Assert.Equal(("1", "two words"), (secrets["A"], secrets["B"]));
    }

    [Fact]
    public void A_value_of_a_secret_file_may_go_over_several_lines()
    {
        var file = folder.Write(
            "secrets",
            "A=\"-----BEGIN-----\n  x=1\n-----END-----\"\nB<<EOF\none\n\n# two\nEOF\nC='last'\nD=\"a\" b\n"
        );

        var secrets = SecretSource.Read(new() { SecretFile = file }, new Cli().Context);

        Assert.Equal("-----BEGIN-----\n  x=1\n-----END-----", secrets["A"]);
        Assert.Equal("one\n\n# two", secrets["B"]);
        Assert.Equal(("last", "\"a\" b"), (secrets["C"], secrets["D"]));
    }

    [Theory]
    [InlineData("A=1\nB=\"hunter2\nC=3\n")]
    [InlineData("A=1\nB<<EOF\nhunter2\n")]
    public void A_value_of_a_secret_file_without_an_end_is_named_by_its_first_line_only(string text)
    {
        var refused = Assert.Throws<CliException>(() =>
            SecretSource.Read(new() { SecretFile = folder.Write("secrets", text) }, new Cli().Context)
        );

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("secrets:2: ", refused.Message);
        Assert.DoesNotContain("hunter2", refused.Message);
    }

    [Fact]
    public void A_wrong_line_of_a_secret_file_is_named_by_number_only()
    {
        var file = folder.Write("secrets", "A=1\nhunter2\n");

        var refused = Assert.Throws<CliException>(() =>
            SecretSource.Read(new() { SecretFile = file }, new Cli().Context)
        );

        Assert.Contains($"{file}:2", refused.Message);
        Assert.DoesNotContain("hunter2", refused.Message);
    }

    [Fact]
    public void A_file_that_cannot_be_one_is_named_with_the_reason()
    {
        string Refused(RunOptions options) =>
            Assert.Throws<CliException>(() => SecretSource.Read(options, new Cli().Context)).Message;

        Assert.Contains($"--secret-file {folder.Path}: is a folder", Refused(new() { SecretFile = folder.Path }));
        Assert.Contains("--secret-file /dev/zero: has more than 16 MiB", Refused(new() { SecretFile = "/dev/zero" }));
        Assert.EndsWith("none: there is no such file", Refused(new() { SecretFile = folder.File("none") }));
    }

    [Fact]
    public async Task A_question_that_nobody_answers_ends_with_Ctrl_C()
    {
        using var interrupted = new CancellationTokenSource();
        using var answered = new SemaphoreSlim(0);
        var context = new Cli { Graceful = interrupted.Token }.Context;
        var asking = context with
        {
            Terminal = context.Terminal with
            {
                InIsTerminal = true,
                ReadHidden = () =>
                {
                    interrupted.Cancel();
                    answered.Wait(TestContext.Current.CancellationToken);
                    return "late";
                },
            },
        };

        var asked = Task.Run(
            () => SecretSource.Read(new() { Secrets = ["TOKEN"] }, asking),
            TestContext.Current.CancellationToken
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked.WaitAsync(TestLimits.Wait));
        answered.Release();
    }

    [Fact]
    public async Task The_list_of_workflows_waits_for_no_pipe_and_names_a_link_to_nothing()
    {
        folder.Write(".github/workflows/ci.yml", "on: push\njobs: {a: {runs-on: x, steps: [{run: echo}]}}\n");
        File.CreateSymbolicLink(folder.File(".github", "workflows", "lost.yml"), "nowhere");
        await Process
            .Start("mkfifo", folder.File(".github", "workflows", "pipe.yml"))
            .WaitForExitAsync(TestContext.Current.CancellationToken);
        var cli = new Cli { WorkingFolder = folder.Path };

        Assert.Equal(0, await cli.RunAsync("run").WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken));

        Assert.Contains("ci.yml", cli.Output);
        Assert.Contains("lost.yml: there is no such file", cli.Output);
        Assert.DoesNotContain("pipe.yml", cli.Output);
    }

    [Fact]
    public void A_bare_name_is_looked_up_among_the_repositorys_workflows()
    {
        var path = folder.Write(".github/workflows/ci.yml", "");

        Assert.Equal(path, WorkflowLocator.Find("ci.yml", folder.Path, folder.Path));
        Assert.Equal(path, WorkflowLocator.Find("ci", folder.Path, folder.Path));
        Assert.Equal([path], WorkflowLocator.All(folder.Path));
    }

    [Fact]
    public void A_workflow_that_is_nowhere_is_named_with_the_places_that_were_looked_at()
    {
        var missing = Assert.Throws<CliException>(() => WorkflowLocator.Find("ci.yml", folder.Path, folder.Path));

        Assert.Contains(folder.File(".github", "workflows", "ci.yml"), missing.Message);
        Assert.DoesNotContain("ci.yml.", missing.Message);
    }
}
