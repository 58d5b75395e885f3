using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

public class RunAsTests
{
    [Fact]
    public async Task A_runner_of_another_user_has_that_users_rights_and_folder()
    {
        Need.Condition(RunAsUser.IsRoot, "to be root", "sudo ./test Backends");
        Need.Program("setpriv", "apt-get install util-linux");
        var user = await RunAsUser.FindAsync("nobody", TimeProvider.System, default);
        await using var bench = new ProcessBench { Home = TempFolder.Reachable(), Out = TempFolder.Reachable() };
        OpenFor(bench.Home.Path);
        File.SetUnixFileMode(bench.Out.Path, (UnixFileMode)511);
        var driver = bench.Driver(
            new ShellProgram(
                "(id -u; pwd; touch $HOME/mine $TMPDIR/mine && echo writes; cat ../marker.json 2>/dev/null || echo blind; ls .. > /dev/null && ls ../.. > /dev/null && echo lists) > $OUT/new; mv $OUT/new $OUT/seen; exec sleep 300",
                new Dictionary<string, string> { ["OUT"] = bench.Out.Path }
            ),
            options => options with { RunAs = user }
        );
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        var seen = (await bench.Written("seen")).Split('\n');
        Assert.Equal($"{user.Uid}", seen[0]);
        Assert.StartsWith(bench.Home.File("shared"), seen[1]);
        Assert.Equal(["writes", "blind", "lists"], seen[2..]);
        Assert.DoesNotContain(ProcessBench.Secret, await File.ReadAllTextAsync($"/proc/{runner.Handle}/cmdline"));

        // A later process that runs nobody as another user finds it all the same.
        var later = bench.Driver(program: null);
        Assert.True(Assert.Single(await later.ListAsync(default)).IsAlive);
        await later.StopAsync(runner, TimeSpan.Zero, default);
        Assert.False(ProcessBench.Lives(int.Parse(runner.Handle)));
        Assert.Empty(await later.ListAsync(default));
    }

    [Theory]
    [InlineData("no-such-user-here", "no such user")]
    [InlineData("root", "root itself")]
    public async Task A_user_that_cannot_be_become_is_refused_with_the_reason(string name, string reason)
    {
        Need.Condition(RunAsUser.IsRoot, "to be root", "sudo ./test Backends");
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            RunAsUser.FindAsync(name, TimeProvider.System, default)
        );
        Assert.Contains(reason, error.Message);
    }

    private static void OpenFor(string folder) =>
        File.SetUnixFileMode(
            folder,
            UnixFileMode.UserRead
                | UnixFileMode.UserWrite
                | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute
                | UnixFileMode.OtherExecute
        );
}
