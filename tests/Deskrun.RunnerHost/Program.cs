using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Pools.Drivers;
using Deskrun.Pools.Owners;

// Holds an owner's lock and keeps runners until it is killed: HOME OWNER READY-FILE [RUNNER SCRIPT]…
var owners = new OwnerLocks(args[0]);
using var held = owners.Acquire(args[1]);
for (var i = 3; i + 1 < args.Length; i += 2)
{
    var driver = new ProcessDriver(
        new ProcessDriverOptions { Home = args[0], Program = new ShellProgram(args[i + 1]) }
    );
    await driver.StartAsync(
        new RunnerStart
        {
            Name = args[i],
            ScaleSet = "my-set",
            Owner = args[1],
            RunnerId = i,
            JitConfig = "none",
        },
        CancellationToken.None
    );
}

File.WriteAllText(args[2] + ".new", "ready");
File.Move(args[2] + ".new", args[2]);
await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
