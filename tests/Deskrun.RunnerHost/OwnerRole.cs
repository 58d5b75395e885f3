using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Pools.Drivers;
using Deskrun.Pools.Owners;

namespace Deskrun.RunnerHost;

/// <summary>Holds an owner's lock and keeps runners until it is killed: HOME OWNER READY-FILE [RUNNER SCRIPT]…</summary>
internal static class OwnerRole
{
    public static async Task<int> RunAsync(string[] args)
    {
        var owners = new OwnerLocks(args[0]);
        using var held = owners.Acquire(args[1]);
        for (var i = 3; i + 1 < args.Length; i += 2)
        {
            var driver = new ProcessDriver(
                new ProcessDriverOptions { Home = args[0], Program = new ShellProgram(args[i + 1]) }
            );
            var start = new RunnerStart
            {
                Name = args[i],
                ScaleSet = "my-set",
                Owner = args[1],
                RunnerId = i,
                JitConfig = "none",
            };
            await driver.StartAsync(start, CancellationToken.None);
        }

        File.WriteAllText(args[2] + ".new", "ready");
        File.Move(args[2] + ".new", args[2]);
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
        return 0;
    }
}
