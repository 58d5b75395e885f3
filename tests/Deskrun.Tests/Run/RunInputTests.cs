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
