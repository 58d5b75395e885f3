using System.Diagnostics;
using Deskrun.Testing;
using Deskrun.Tests.CommandLine;

namespace Deskrun.Tests.EndToEnd;

/// <summary>The program as its user starts it: a process with a home of its own and a folder to work in.</summary>
internal sealed class Product : IDisposable
{
    private static readonly TimeSpan Limit = TestLimits.Wait;
    private readonly TempFolder folder = new();

    public string Home => folder.File("home");

    public string Work => Directory.CreateDirectory(folder.File("work")).FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public void Dispose()
    {
        Leftovers.End(Home);
        folder.Dispose();
    }

    /// <summary>Writes a workflow and gives its path.</summary>
    public string Workflow(string text, string name = "test.yml") => folder.Write(Path.Combine("work", name), text);

    /// <summary>Starts the program.</summary>
    public ProductProcess Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Repository.BuiltProgram, arguments)
        {
            WorkingDirectory = Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DESKRUN_HOME"] = Home;
        start.Environment.Remove("DESKRUN_OFFICIAL_RUNNER");
        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return new ProductProcess(process);
    }

    /// <summary>Runs the program to its end.</summary>
    public async Task<ProductProcess> RunAsync(params string[] arguments)
    {
        var process = Start(arguments);
        await process.EndAsync(Limit);
        return process;
    }

    /// <summary>What of the home is left when nothing runs: processes, runner folders, run folders, held locks.</summary>
    public IReadOnlyList<string> Left() => Leftovers.Find(Home);
}
