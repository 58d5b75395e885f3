using Deskrun.Pools.Drivers;
using Deskrun.Pools.Tests.Doubles;

namespace Deskrun.Backends.Tests;

/// <summary>The double that other tests rely on keeps the contract as well.</summary>
public sealed class MemoryDriverContractTests : RunnerDriverContract
{
    private readonly MemoryDriver driver = new(TimeProvider.System);

    protected override IRunnerDriver Driver => driver;

    protected override void End(string name, int code) => driver.End(name, code);
}
