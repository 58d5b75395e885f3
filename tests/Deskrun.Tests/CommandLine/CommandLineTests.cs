using System.Text.Json;
using Deskrun.Testing;

namespace Deskrun.Tests.CommandLine;

public sealed class CommandLineTests
{
    [Fact]
    public async Task An_unknown_command_is_named_on_stderr_and_ends_with_2()
    {
        var cli = new Cli();

        Assert.Equal(2, await cli.RunAsync("frobnicate"));

        Assert.Empty(cli.Output);
        Assert.Contains("'frobnicate'", cli.Error);
        Assert.Contains("deskrun --help", cli.Error);
    }

    [Theory]
    [InlineData("there is no command 'rnu', did you mean 'run'?", "rnu", "hello.yml")]
    [InlineData("there is no option '--jbo', did you mean '--job'?", "run", "--jbo", "hello.yml")]
    [InlineData("there is no option '--bogus'", "run", "hello.yml", "--bogus")]
    [InlineData("there is no option '-x'", "explain", "-x")]
    public async Task The_word_that_nobody_knows_is_named_alone(string expected, params string[] arguments)
    {
        var cli = new Cli();

        Assert.Equal(2, await cli.RunAsync(arguments));

        Assert.StartsWith($"deskrun: {expected}\nSee: deskrun", cli.Error);
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_no_defect_of_the_program()
    {
        Need.Condition(File.Exists("/dev/full"), "the device /dev/full", "run it on Linux");
        var cli = new Cli();
        await using var device = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        var full = new StreamWriter(device) { AutoFlush = true };
        var context = cli.Context with { Terminal = cli.Context.Terminal with { Out = full } };

        Assert.Equal(6, await Deskrun.Commands.CommandLine.RunAsync(context, ["version"]));

        Assert.Contains("the output cannot be written (No space left on device", cli.Error);
    }

    [Fact]
    public async Task No_arguments_show_the_help()
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.RunAsync());

        Assert.Contains("Commands:", cli.Output);
    }

    [Theory]
    [InlineData("many", "--instances many: give a whole number\n")]
    [InlineData("99999999999", "--instances 99999999999: give a whole number that is smaller\n")]
    public async Task What_is_no_number_is_told_in_words_of_the_command_line(string value, string expected)
    {
        var cli = new Cli();

        Assert.Equal(2, await cli.RunAsync("add", "a", "--repository", "o/r", "--instances", value));

        Assert.Contains(expected, cli.Error);
        Assert.DoesNotContain("System.", cli.Error);
    }

    [Fact]
    public async Task The_version_is_json_on_request()
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.RunAsync("version", "-o", "json"));

        using var json = JsonDocument.Parse(cli.Output);
        Assert.Matches(@"^\d+\.\d+\.\d+", json.RootElement.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("deskrun ru", "run")]
    [InlineData("deskrun run --jo", "--job")]
    public async Task A_shell_that_asks_gets_what_could_be_meant(string typed, string expected)
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.RunAsync($"[suggest:{typed.Length}]", typed));

        Assert.Contains(expected, cli.Output.Split('\n'));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_completion_script_asks_the_program_itself(string shell)
    {
        var cli = new Cli();

        Assert.Equal(0, await cli.RunAsync("completion", shell));

        Assert.Contains("[suggest:", cli.Output);
    }
}
