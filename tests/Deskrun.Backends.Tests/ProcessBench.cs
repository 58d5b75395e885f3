using System.Diagnostics;
using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Local.Programs;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Pools.Drivers;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

/// <summary>A process driver with a home of its own; whatever it started is ended with it.</summary>
internal sealed class ProcessBench : IAsyncDisposable
{
    public const string Secret = "planted-jit-config-7f3a";
    public static readonly TimeSpan Patience = TestLimits.Wait;
    private readonly List<ProcessDriver> drivers = [];

    public TempFolder Home { get; init; } = new();

    /// <summary>The program that plays owners and runners in processes of their own.</summary>
    public static string HostProgram { get; } =
        Path.Combine(
            AppContext.BaseDirectory.Replace("Deskrun.Backends.Tests", "Deskrun.RunnerHost"),
            "Deskrun.RunnerHost.dll"
        );

    /// <summary>The runtime that runs this test runs the program as well.</summary>
    public static string DotNet { get; } =
        Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "dotnet");

    /// <summary>A folder outside of the runners' own.</summary>
    public TempFolder Out { get; init; } = new();

    public ProcessDriver Driver(string script, IWorkspaceSource? workspace = null) =>
        Driver(
            new ShellProgram(script, new Dictionary<string, string> { ["OUT"] = Out.Path }),
            options => options with { Workspace = workspace }
        );

    public ProcessDriver Driver(
        IRunnerProgram? program,
        Func<ProcessDriverOptions, ProcessDriverOptions>? change = null
    )
    {
        var options = new ProcessDriverOptions
        {
            Home = Home.Path,
            Program = program,
            SharedRoot = Home.File("shared"),
        };
        var driver = new ProcessDriver(change is null ? options : change(options));
        drivers.Add(driver);
        return driver;
    }

    public static RunnerStart Start(string name = "r-1") =>
        new()
        {
            Name = name,
            ScaleSet = "my-set",
            Owner = "run-me",
            RunnerId = 7,
            JitConfig = Secret,
        };

    public string FolderOf(string runner) => Home.File("runners-live", runner);

    /// <summary>Waits for a file that a runner writes outside of its folder, and gives its text.</summary>
    public async Task<string> Written(string file)
    {
        var path = Out.File(file);
        await Until(() => File.Exists(path) && new FileInfo(path).Length > 0, file);
        return (await File.ReadAllTextAsync(path)).Trim();
    }

    public static async Task Until(Func<bool> holds, string what)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(begun) < Patience, $"waited in vain for: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public static bool Lives(int pid) => ProcFs.Read(pid) is { IsOver: false };

    /// <summary>Starts the program that holds a lock and keeps runners.</summary>
    public async Task<Process> Host(string owner, params string[] runners)
    {
        var ready = Out.File($"{owner}.ready");
        var host = Process.Start(new ProcessStartInfo(DotNet, [HostProgram, Home.Path, owner, ready, .. runners]))!;
        await Until(() => File.Exists(ready) || host.HasExited, "the host is ready");
        Assert.False(host.HasExited);
        return host;
    }

    public static async Task Kill(Process host)
    {
        host.Kill();
        await host.WaitForExitAsync(CancellationToken.None).WaitAsync(Patience);
        host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        var sweeper = Driver(program: null);
        foreach (var runner in await sweeper.ListAsync(CancellationToken.None))
        {
            await sweeper.StopAsync(runner, TimeSpan.Zero, CancellationToken.None);
        }

        drivers.ForEach(driver => driver.Dispose());
        Home.Dispose();
        Out.Dispose();
    }
}
