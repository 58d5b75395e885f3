using System.Diagnostics;
using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;

namespace Deskrun.Backends.Tests;

public class ProcessStopTests
{
    [Fact]
    public async Task A_runner_is_interrupted_first_and_may_end_its_job_in_order()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver(
            "trap 'echo in order > $OUT/end; exit 5' INT; echo go > $OUT/go; while :; do sleep 0.02; done"
        );
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        var wait = driver.WaitAsync(runner, default);
        await bench.Written("go");
        await driver.StopAsync(runner, ProcessBench.Patience, default);
        Assert.Equal("in order", await bench.Written("end"));
        Assert.Equal(5, await wait.WaitAsync(ProcessBench.Patience));
        Assert.False(Directory.Exists(bench.FolderOf("r-1")));
    }

    [Fact]
    public async Task A_runner_that_listens_to_nothing_is_killed_after_its_grace()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver($"echo go > $OUT/go; {Shell.Deaf}");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        var wait = driver.WaitAsync(runner, default);
        await bench.Written("go");
        await driver.StopAsync(runner, TimeSpan.FromMilliseconds(100), default);
        Assert.Equal(128 + 9, await wait.WaitAsync(ProcessBench.Patience));
        Assert.False(ProcessBench.Lives(int.Parse(runner.Handle)));
    }

    [Fact]
    public async Task The_whole_tree_goes_wherever_its_processes_hid()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver(
            """
            sleep 300 & echo $! > $OUT/child
            setsid sh -c 'echo $$ > $OUT/daemon; exec sleep 300' &
            OUT=$OUT; env -i sh -c "echo \$\$ > $OUT/bare; exec sleep 300" &
            exec sleep 300
            """
        );
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        var pids = new List<int> { int.Parse(runner.Handle) };
        foreach (var file in (string[])["child", "daemon", "bare"])
        {
            pids.Add(int.Parse(await bench.Written(file)));
        }

        Assert.All(pids, pid => Assert.True(ProcessBench.Lives(pid)));
        await driver.StopAsync(runner, TimeSpan.Zero, default);
        Assert.All(pids, pid => Assert.False(ProcessBench.Lives(pid)));
    }

    [Fact]
    public async Task What_a_dead_program_left_running_goes_too()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver("env -i sleep 300 & echo $! > $OUT/left; exit 1");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        Assert.Equal(1, await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience));
        var left = int.Parse(await bench.Written("left"));
        Assert.True(ProcessBench.Lives(left));
        await driver.StopAsync(runner, TimeSpan.Zero, default);
        Assert.False(ProcessBench.Lives(left));
    }

    [Fact]
    public async Task Read_only_folders_are_removed_and_links_are_not_followed()
    {
        await using var bench = new ProcessBench();
        bench.Out.Write("keep/file", "precious");
        var driver = bench.Driver(
            "mkdir -p _work/a/b; touch _work/a/b/c; ln -s $OUT/keep _work/a/link; chmod 0400 _work/a/b/c; chmod 0500 _work/a/b _work/a; exit 0"
        );
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience);
        await driver.StopAsync(runner, TimeSpan.Zero, default);
        Assert.False(Directory.Exists(bench.FolderOf("r-1")));
        Assert.Equal("precious", await bench.Written("keep/file"));
    }

    [Theory]
    [InlineData("mkdir _work; ln -s $OUT/keep _work/alone")]
    [InlineData("mkdir -p _work/beside; ln -s $OUT/keep _work/link")]
    [InlineData("mkdir -p _work/beside; ln -s $OUT/keep/deep _work/link")]
    public async Task Folders_behind_a_link_keep_their_folders(string links)
    {
        await using var bench = new ProcessBench();
        bench.Out.Write("keep/deep/file", "precious");
        bench.Out.Write("keep/other/file", "precious too");
        var driver = bench.Driver($"{links}; exit 0");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience);
        await driver.StopAsync(runner, TimeSpan.Zero, default);
        Assert.False(Directory.Exists(bench.FolderOf("r-1")));
        Assert.Equal("precious", File.ReadAllText(bench.Out.File("keep", "deep", "file")));
        Assert.Equal("precious too", File.ReadAllText(bench.Out.File("keep", "other", "file")));
    }

    [Fact]
    public async Task Names_that_are_not_UTF8_are_wiped_too()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver("mkdir \"$(printf 'dir\\377')\"; touch \"$(printf 'dir\\377/a\\376')\"; exit 0");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience);
        await driver.StopAsync(runner, TimeSpan.Zero, default);
        Assert.False(Directory.Exists(bench.FolderOf("r-1")));
    }

    [Fact]
    public async Task A_number_that_another_process_has_by_now_is_never_taken_for_the_runner()
    {
        await using var bench = new ProcessBench();
        using var stranger = Process.Start("setsid", ["sleep", "300"]);
        await ProcessBench.Until(() => ProcFs.Read(stranger.Id)?.Session == stranger.Id, "its own session");
        var folder = new RunnerFolder(bench.FolderOf("old"));
        folder.Create(passable: false);
        var truth = ProcessIdentity.Of(stranger.Id);
        folder.WriteMarker(Marker("old") with { Process = truth with { StartTicks = truth.StartTicks - 1 } });

        var driver = bench.Driver(program: null);
        var found = Assert.Single(await driver.ListAsync(default));
        Assert.False(found.IsAlive);
        await driver.StopAsync(found, TimeSpan.FromSeconds(1), default);
        Assert.True(ProcessBench.Lives(stranger.Id));
        Assert.False(Directory.Exists(folder.Path));
        stranger.Kill();
    }

    [Fact]
    public async Task A_marker_of_an_earlier_boot_is_of_a_dead_process()
    {
        await using var bench = new ProcessBench();
        var folder = new RunnerFolder(bench.FolderOf("old"));
        folder.Create(passable: false);
        var self = ProcessIdentity.Of(Environment.ProcessId);
        folder.WriteMarker(Marker("old") with { Process = self with { BootId = "another" } });
        Assert.False(Assert.Single(await bench.Driver(program: null).ListAsync(default)).IsAlive);
    }

    [Fact]
    public async Task A_process_whose_marker_was_not_finished_is_found_by_its_environment()
    {
        await using var bench = new ProcessBench();
        var folder = new RunnerFolder(bench.FolderOf("half"));
        folder.Create(passable: false);
        folder.WriteMarker(Marker("half"));
        var start = new ProcessStartInfo("sleep", ["300"])
        {
            Environment = { [ProcessTree.Mark] = new LiveFolders(new() { Home = bench.Home.Path }).MarkOf("half") },
        };
        using var process = Process.Start(start)!;

        var driver = bench.Driver(program: null);
        var found = Assert.Single(await driver.ListAsync(default));
        Assert.True(found.IsAlive);
        await driver.StopAsync(found, TimeSpan.Zero, default);
        await process.WaitForExitAsync(default).WaitAsync(ProcessBench.Patience);
        Assert.Empty(await driver.ListAsync(default));
    }

    private static RunnerMarker Marker(string name) =>
        new()
        {
            Name = name,
            ScaleSet = "my-set",
            Owner = "run-dead",
        };
}
