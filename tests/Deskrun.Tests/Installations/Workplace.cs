using System.Text;
using Deskrun.Backends.Cluster.Applying;
using Deskrun.Installations;
using Deskrun.Installations.Configuration;
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

    /// <summary>Whether commands open the clusters of the kubeconfig instead of <see cref="Cluster"/>.</summary>
    public bool OpensClusters { get; init; }

    /// <summary>How long commands wait for what others do in clusters.</summary>
    public ApplyPatience Patience { get; set; } = new();

    /// <summary>Called after each thing that a command wrote into a cluster.</summary>
    public Func<string, Task> AfterClusterStep { get; set; } = _ => Task.CompletedTask;

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Graceful { get; set; }

    /// <summary>Every cluster that a command opens.</summary>
    public FakeCluster Cluster { get; } = new();

    /// <summary>All that any command printed.</summary>
    public string Printed => printed.ToString();

    public string Config => File.ReadAllText(Home.ConfigFile);

    public CliContext Context(Cli cli) =>
        cli.Context with
        {
            IsRoot = IsRoot,
            ClusterPatience = Patience,
            AfterClusterStep = AfterClusterStep,
            OpenCluster = OpensClusters
                ? null
                : (_, backend, kubeContext, _) => Cluster.OpenAsync(backend, kubeContext),
        };

    public Cli NewCli(string input = "") =>
        new()
        {
            Variables = Variables,
            Input = input,
            WorkingFolder = Folder.Path,
            Graceful = Graceful,
        };

    public Task<Ended> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    public async Task<Ended> RunWithInputAsync(string input, params string[] arguments)
    {
        var cli = NewCli(input);
        var code = await Deskrun
            .Commands.CommandLine.RunAsync(Context(cli), arguments)
            .WaitAsync(TestLimits.Wait, TestContext.Current.CancellationToken);
        lock (printed)
        {
            printed.Append(cli.Output).Append(cli.Error);
        }

        return new Ended(code, cli.Output, cli.Error);
    }

    /// <summary>The command line that adds an installation of this machine; nobody answers at its repository.</summary>
    public static string[] Add(string name, params string[] further) =>
        ["add", name, "--repository", "http://127.0.0.1:9/o/r", "--mode", "process", .. further];

    /// <summary>The same on a cluster, with a credential that no service is asked about.</summary>
    public static string[] AddThere(string name, params string[] further) =>
        [
            "add",
            name,
            "--repository",
            "https://github.com/o/r",
            "--backend",
            "kubernetes",
            "--context",
            "prod",
            "--auth-env",
            "TOKEN",
            "--offline",
            .. further,
        ];

    /// <summary>Adds an installation that no service is asked about.</summary>
    public async Task AddAsync(string name, params string[] further)
    {
        var ended = await RunAsync(Add(name, ["--offline", "--auth-env", "TOKEN", .. further]));
        Assert.True(ended.Code == ExitCodes.Success, ended.Error);
    }

    /// <summary>What is stored under a name.</summary>
    public Installation Stored(string name) => new ConfigurationFile(Home, TimeProvider.System).Load().Find(name)!;

    public void Dispose() => Folder.Dispose();
}

/// <summary>How a command line ended.</summary>
internal sealed record Ended(int Code, string Output, string Error);
