using Deskrun.Backends.Local.Programs;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

public class OfficialRunnerProgramTests
{
    [Fact]
    public async Task A_folder_without_a_runner_says_where_to_get_one()
    {
        using var folder = new TempFolder();
        var error = await Assert.ThrowsAsync<IOException>(() =>
            OfficialRunnerProgram.OpenAsync(folder.Path, TimeProvider.System, default)
        );
        Assert.Contains("https://github.com/actions/runner/releases", error.Message);
        Assert.Contains(folder.Path, error.Message);
    }

    [Fact]
    public async Task A_runner_that_does_not_start_is_told_with_its_own_words()
    {
        using var folder = new TempFolder();
        Install(folder, "echo libicu is missing >&2; exit 3");
        var error = await Assert.ThrowsAsync<IOException>(() =>
            OfficialRunnerProgram.OpenAsync(folder.Path, TimeProvider.System, default)
        );
        Assert.Contains("libicu is missing", error.Message);
    }

    [Fact]
    public async Task Each_runner_gets_a_copy_without_somebody_elses_registration()
    {
        using var folder = new TempFolder();
        Install(folder, "echo 2.999.0");
        folder.Write(".runner", "{}");
        folder.Write(".credentials", "secret");
        folder.Write("_work/repo/file", "old");
        folder.Write("_diag/log", "old");
        folder.Write("externals/node/bin/node", "binary");
        File.CreateSymbolicLink(folder.File("bin", "link"), "Runner.Listener");
        var program = await OfficialRunnerProgram.OpenAsync(folder.Path, TimeProvider.System, default);
        Assert.Equal("2.999.0", program.Version);

        using var root = new TempFolder();
        await program.PrepareAsync(root.Path, default);
        var files = Directory
            .EnumerateFiles(root.Path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root.Path, file));
        Assert.Equal(
            ["bin/Runner.Listener", "bin/link", "externals/node/bin/node"],
            files.Order(StringComparer.Ordinal)
        );
        Assert.Equal("Runner.Listener", new FileInfo(root.File("bin", "link")).LinkTarget);

        var command = program.Command(root.Path, asRoot: true);
        Assert.Equal((root.File("bin", "Runner.Listener"), "run"), (command.Program, Assert.Single(command.Arguments)));
        Assert.Equal("1", command.Environment["RUNNER_ALLOW_RUNASROOT"]);
        Assert.Empty(program.Command(root.Path, asRoot: false).Environment);
        Assert.True(File.GetUnixFileMode(command.Program).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task The_real_one_tells_its_version()
    {
        var program = await OfficialRunnerProgram.OpenAsync(Need.OfficialRunner(), TimeProvider.System, default);
        Assert.Matches(@"^\d+\.\d+\.\d+", program.Version);
    }

    private static void Install(TempFolder folder, string script)
    {
        var path = folder.Write("bin/Runner.Listener", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
