using System.Text;
using Deskrun.Installations.Homes;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.Installations;

/// <summary>A home of its own and command lines that work on it. Remembers everything that was printed.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly StringBuilder printed = new();

    public Workplace() =>
        Variables = new()
        {
            ["HOME"] = Folder.File("user"),
            ["DESKRUN_HOME"] = Folder.File("home"),
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!,
        };

    public TempFolder Folder { get; } = new();

    public Dictionary<string, string> Variables { get; }

    public DeskrunHome Home => new(Folder.File("home"));

    public bool IsRoot { get; init; }

    /// <summary>All that any command printed.</summary>
    public string Printed => printed.ToString();

    public string Config => File.ReadAllText(Home.ConfigFile);

    public CliContext Context(Cli cli) => cli.Context with { IsRoot = IsRoot };

    public Cli NewCli(string input = "") =>
        new()
        {
            Variables = Variables,
            Input = input,
            WorkingFolder = Folder.Path,
        };

    public Task<Ended> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public async Task<Ended> RunWithInputAsync(string input, params string[] arguments)
    {
        var cli = NewCli(input);
        var code = await Deskrun
            .Commands.CommandLine.RunAsync(Context(cli), arguments)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        printed.Append(cli.Output).Append(cli.Error);
        return new Ended(code, cli.Output, cli.Error);
    }

    /// <summary>Adds an installation that no service is asked about.</summary>
    public async Task AddAsync(string name, params string[] further)
    {
        string[] words =
        [
            "add",
            name,
            "--repository",
            "http://127.0.0.1:9/o/r",
            "--mode",
            "process",
            "--offline",
            "--auth-env",
            "TOKEN",
            .. further,
        ];
        var ended = await RunAsync(words);
        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
    }

    public void Dispose() => Folder.Dispose();
}

/// <summary>How a command line ended.</summary>
internal sealed record Ended(int Code, string Output, string Error);
