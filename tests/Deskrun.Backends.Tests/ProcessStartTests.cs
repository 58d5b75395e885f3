using Deskrun.Backends.Local;
using Deskrun.Backends.Local.Process;
using Deskrun.Backends.Tests.Doubles;
using Deskrun.Pools.Drivers;

namespace Deskrun.Backends.Tests;

public class ProcessStartTests
{
    [Fact]
    public async Task A_job_sees_nothing_of_the_callers_environment()
    {
        Environment.SetEnvironmentVariable("PLANTED_CALLER_SECRET", "do-not-show");
        await using var bench = new ProcessBench();
        await bench
            .Driver("env > $OUT/env.new; mv $OUT/env.new $OUT/env; exec sleep 300")
            .StartAsync(ProcessBench.Start(), default);
        var lines = (await bench.Written("env")).Split('\n');
        var names = lines
            .Select(line => line.Split('=')[0])
            .Where(name => name is not ("PWD" or "SHLVL" or "_" or "OLDPWD"));
        Assert.Equal(
            ["ACTIONS_RUNNER_INPUT_JITCONFIG", "DESKRUN_RUNNER", "HOME", "LANG", "OUT", "PATH", "TERM", "TMPDIR"],
            names.Order()
        );
        var folder = bench.FolderOf("r-1");
        Assert.Contains($"HOME={folder}/home", lines);
        Assert.Contains($"TMPDIR={folder}/tmp", lines);
        Assert.Contains($"ACTIONS_RUNNER_INPUT_JITCONFIG={ProcessBench.Secret}", lines);
        Assert.Contains($"PWD={folder}/root", lines);
    }

    [Fact]
    public async Task A_job_steps_back_behind_the_listener()
    {
        await using var bench = new ProcessBench();
        // What the shell starts inherits it, when it was lowered before; so the shell waits until it sees the change.
        var own = LibC.GetPriority(LibC.PriorityOfProcess, 0);
        await bench
            .Driver(
                $"i=0; while [ $(nice) = {own} ] && [ $i -lt 100 ]; do i=$((i+1)); done; nice > $OUT/nice.new; mv $OUT/nice.new $OUT/nice; exec sleep 300"
            )
            .StartAsync(ProcessBench.Start(), default);
        Assert.Equal($"{Math.Min(19, own + 5)}", (await bench.Written("nice")).Trim());
    }

    [Fact]
    public async Task A_session_steps_back_when_its_runner_has_a_job_and_not_while_it_starts()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver("echo $$ > $OUT/pid.new; mv $OUT/pid.new $OUT/pid; exec sleep 300");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        var autogroup = $"/proc/{await bench.Written("pid")}/autogroup";
        if (!File.Exists(autogroup))
        {
            // A system that doesn't share the CPU by session: nothing to change, and nothing breaks.
            driver.HasJob(runner);
            return;
        }

        Assert.EndsWith(" nice 0", (await File.ReadAllTextAsync(autogroup)).Trim());
        driver.HasJob(runner);
        var own = LibC.GetPriority(LibC.PriorityOfProcess, 0);
        var lowered = $" nice {Math.Min(19, own + 10)}";
        await ProcessBench.Until(() => File.ReadAllText(autogroup).Trim().EndsWith(lowered), "it steps back");
    }

    [Fact]
    public async Task The_jit_config_is_in_no_command_line_no_file_and_no_message()
    {
        await using var bench = new ProcessBench();
        var runner = await bench.Driver("echo ready > $OUT/ready; sleep 300").StartAsync(ProcessBench.Start(), default);
        await bench.Written("ready");
        foreach (var process in ProcFs.All())
        {
            var line = "";
            try
            {
                line = await File.ReadAllTextAsync($"/proc/{process.Pid}/cmdline");
            }
            catch (IOException)
            {
                // Gone meanwhile.
            }

            Assert.DoesNotContain(ProcessBench.Secret, line);
        }

        foreach (var file in Directory.EnumerateFiles(bench.Home.Path, "*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(ProcessBench.Secret, await File.ReadAllTextAsync(file));
        }

        Assert.DoesNotContain(ProcessBench.Secret, $"{runner} {ProcessBench.Start()}");
    }

    [Fact]
    public async Task Folders_are_private()
    {
        await using var bench = new ProcessBench();
        await bench.Driver(Shell.Hang).StartAsync(ProcessBench.Start(), default);
        foreach (var folder in (string[])["", "root", "home", "tmp"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(bench.FolderOf("r-1"), folder))
            );
        }

        foreach (var file in (string[])["marker.json", "runner.log"])
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                File.GetUnixFileMode(Path.Combine(bench.FolderOf("r-1"), file))
            );
        }
    }

    [Fact]
    public async Task A_runner_is_in_a_session_of_its_own()
    {
        await using var bench = new ProcessBench();
        var runner = await bench.Driver(Shell.Hang).StartAsync(ProcessBench.Start(), default);
        var pid = int.Parse(runner.Handle);
        var entry = ProcFs.Read(pid)!.Value;
        Assert.Equal((pid, pid), (entry.Session, entry.Group));
    }

    [Fact]
    public async Task Signals_mean_to_a_runner_what_they_mean_to_any_program()
    {
        // The runtime ignores SIGPIPE; inherited, pipes such as `yes | head` would never end.
        await using var bench = new ProcessBench();
        var driver = bench.Driver("kill -PIPE $$; echo survived; exit 0");
        var runner = await driver.StartAsync(ProcessBench.Start(), default);
        Assert.Equal(128 + 13, await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named_and_nothing_is_left()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver(new MissingProgram());
        var error = await Assert.ThrowsAsync<RunnerStartException>(() =>
            driver.StartAsync(ProcessBench.Start(), default)
        );
        Assert.Contains("/nowhere/at/all", error.Message);
        Assert.Contains("No such file", error.Message);
        Assert.Empty(await driver.ListAsync(default));
        Assert.False(Directory.Exists(bench.FolderOf("r-1")));
    }

    [Fact]
    public async Task The_workspace_is_filled_before_the_program_starts()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver("cat _work/demo/demo/hello.txt > $OUT/seen; exec sleep 300", new Files("demo", "hi"));
        await driver.StartAsync(ProcessBench.Start(), default);
        Assert.Equal("hi", await bench.Written("seen"));
    }

    [Fact]
    public async Task A_workspace_that_cannot_be_filled_fails_the_start_and_leaves_nothing()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver(Shell.Hang, new Files("demo", null));
        var error = await Assert.ThrowsAsync<RunnerStartException>(() =>
            driver.StartAsync(ProcessBench.Start(), default)
        );
        Assert.Contains("No space left on device", error.Message);
        Assert.Empty(await driver.ListAsync(default));
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")));
    }

    [Theory]
    [InlineData("../out")]
    [InlineData(".hidden")]
    [InlineData("a/b")]
    public async Task A_name_that_leaves_the_folder_is_refused(string name)
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver(Shell.Hang);
        await Assert.ThrowsAsync<RunnerStartException>(() => driver.StartAsync(ProcessBench.Start(name), default));
    }

    [Fact]
    public async Task Many_runners_at_once_each_get_their_own_exit_code()
    {
        await using var bench = new ProcessBench();
        var driver = bench.Driver("name=${DESKRUN_RUNNER%@*}; exit ${name#r-}");
        var codes = await Task.WhenAll(
            Enumerable
                .Range(1, 20)
                .Select(async number =>
                {
                    var runner = await driver.StartAsync(ProcessBench.Start($"r-{number}"), default);
                    var code = await driver.WaitAsync(runner, default).WaitAsync(ProcessBench.Patience);
                    await driver.StopAsync(runner, TimeSpan.Zero, default);
                    return code;
                })
        );
        Assert.Equal(Enumerable.Range(1, 20).Select(number => (int?)number), codes);
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Home.File("runners-live")));
    }

    private sealed class MissingProgram : Local.Programs.IRunnerProgram
    {
        public string Kind => "missing";

        public string Version => "0";

        public Task PrepareAsync(string root, CancellationToken cancellation) => Task.CompletedTask;

        public Local.Programs.RunnerCommand Command(string root, bool asRoot) =>
            new("/nowhere/at/all", [], new Dictionary<string, string>());
    }

    private sealed class Files(string repository, string? text) : IWorkspaceSource
    {
        public string Repository => repository;

        public Task FillAsync(string folder, CancellationToken cancellation)
        {
            Directory.CreateDirectory(folder);
            return text is null
                ? throw new IOException("No space left on device")
                : File.WriteAllTextAsync(Path.Combine(folder, "hello.txt"), text, cancellation);
        }
    }
}
