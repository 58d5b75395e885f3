using Deskrun.Backends.Cluster.Helm;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Clusters.Tests.Rooms;
using Deskrun.Testing;

namespace Deskrun.Clusters.Tests.Helm;

public sealed class HelmProgramTests
{
    [Theory]
    [InlineData("helm", 4)]
    [InlineData("helm3", 3)]
    public async Task The_program_tells_its_version(string name, int major)
    {
        var found = await HelmProgram.FindAsync(Host(Tools.Need(name)));
        Assert.Equal(major, found.Version.Major);
    }

    [Fact]
    public async Task A_missing_helm_is_named_with_the_way_to_get_it()
    {
        using var folder = new TempFolder();
        var host = new HelmHost { Context = "x", Variable = name => name == "PATH" ? folder.Path : null };
        var missing = await Assert.ThrowsAsync<HelmException>(() => HelmProgram.FindAsync(host));
        Assert.Equal(HelmFailureKind.Missing, missing.Kind);
        Assert.Contains("helm.sh", missing.Message, StringComparison.Ordinal);
        Assert.Contains("DESKRUN_HELM", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v2.17.0")]
    [InlineData("v3.7.2")]
    [InlineData("v5.0.0")]
    [InlineData("something")]
    public async Task Another_version_is_refused(string version)
    {
        using var folder = new TempFolder();
        var wrong = await Assert.ThrowsAsync<HelmException>(() =>
            HelmProgram.FindAsync(Host(Script(folder, $"echo {version}")))
        );
        Assert.Equal(HelmFailureKind.WrongVersion, wrong.Kind);
    }

    [Fact]
    public async Task A_cancelled_helm_is_asked_to_end()
    {
        using var folder = new TempFolder();
        var started = folder.File("started");
        var ended = folder.File("ended");
        var script = Script(
            folder,
            $"trap 'echo yes > {ended}; exit 1' INT\necho $$ > {started}\nwhile true; do read _ < /dev/null; sleep 0.05; done"
        );
        var cli = new HelmCli(new HelmProgram(script, new Version(4, 0)), Host(script));
        using var stop = new CancellationTokenSource();
        var running = cli.ListAsync("x", stop.Token);
        await UntilAsync(() => File.Exists(started) && File.ReadAllText(started).EndsWith('\n'));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal("yes\n", await File.ReadAllTextAsync(ended));
    }

    [Fact]
    public async Task One_that_does_not_end_is_killed()
    {
        using var folder = new TempFolder();
        var started = folder.File("started");
        var script = Script(folder, $"trap '' INT\necho $$ > {started}\nwhile true; do sleep 0.05; done");
        var host = Host(script) with { Grace = TimeSpan.FromMilliseconds(100) };
        var cli = new HelmCli(new HelmProgram(script, new Version(4, 0)), host);
        using var stop = new CancellationTokenSource();
        var running = cli.ListAsync("x", stop.Token);
        await UntilAsync(() => File.Exists(started) && File.ReadAllText(started).EndsWith('\n'));
        var process = File.ReadAllText(started).Trim();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.False(Directory.Exists("/proc/" + process));
    }

    [Fact]
    public async Task Values_are_in_a_file_of_the_user_alone_and_gone_afterwards()
    {
        using var folder = new TempFolder();
        var seen = folder.File("seen");
        folder.Write("charts/c/Chart.yaml", "name: c\nversion: 1.0.0\n");
        var script = Script(
            folder,
            $"while [ $# -gt 0 ]; do [ \"$1\" = --values ] && stat -c '%a %n' \"$2\" \"$(dirname \"$2\")\" > {seen}; shift; done"
        );
        var cli = new HelmCli(new HelmProgram(script, new Version(4, 0)), Host(script));
        await cli.UpgradeAsync("r", "s", new ChartReference(folder.File("charts"), "c", "1.0.0", false), []);
        var lines = await File.ReadAllLinesAsync(seen);
        Assert.StartsWith("600 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("700 ", lines[1], StringComparison.Ordinal);
        Assert.False(File.Exists(lines[0][4..]));
    }

    [Fact]
    public async Task A_folder_with_another_version_of_the_chart_is_refused()
    {
        using var folder = new TempFolder();
        folder.Write("charts/c/Chart.yaml", "name: c\nversion: 1.0.1\n");
        var cli = new HelmCli(new HelmProgram("/bin/true", new Version(4, 0)), Host("/bin/true"));
        var chart = new ChartReference(folder.File("charts"), "c", "1.0.0", false);
        var wrong = await Assert.ThrowsAsync<HelmException>(() => cli.CheckChartAsync(chart));
        Assert.Contains("1.0.1", wrong.Message, StringComparison.Ordinal);
        var none = await Assert.ThrowsAsync<HelmException>(() => cli.CheckChartAsync(chart with { Name = "d" }));
        Assert.Contains("d-1.0.0.tgz", none.Message, StringComparison.Ordinal);
    }

    private static HelmHost Host(string helm) =>
        new()
        {
            Context = "x",
            Variable = name => name == "DESKRUN_HELM" ? helm : Environment.GetEnvironmentVariable(name),
        };

    private static string Script(TempFolder folder, string text)
    {
        var path = folder.Write("helm", "#!/bin/sh\n" + text + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!holds())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
        }
    }
}
