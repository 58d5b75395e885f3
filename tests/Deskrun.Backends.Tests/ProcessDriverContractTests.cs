using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Pools.Drivers;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

/// <summary>The process driver keeps the contract.</summary>
public sealed class ProcessDriverContractTests : RunnerDriverContract, IDisposable
{
    private readonly TempFolder home = new();
    private readonly ProcessDriver driver;

    public ProcessDriverContractTests() =>
        driver = new ProcessDriver(
            new ProcessDriverOptions { Home = home.Path, Program = new ShellProgram(Shell.UntilTold) }
        );

    protected override IRunnerDriver Driver => driver;

    public void Dispose()
    {
        driver.Dispose();
        Assert.Empty(Directory.EnumerateFileSystemEntries(home.File("runners-live")));
        home.Dispose();
    }

    protected override void End(string name, int code) => home.Write($"runners-live/{name}/home/end", $"{code}\n");
}
