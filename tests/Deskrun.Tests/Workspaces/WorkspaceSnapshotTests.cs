using System.Diagnostics;
using Deskrun.Testing;
using Deskrun.Workspaces;

namespace Deskrun.Tests.Workspaces;

public sealed class WorkspaceSnapshotTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_repositorys_copy_has_tracked_and_new_files_but_no_ignored_or_deleted_ones()
    {
        Need.Program("git", "apt-get install git");
        folder.Write("tree/tracked.txt", "old");
        folder.Write("tree/deleted.txt", "gone");
        folder.Write("tree/.gitignore", "*.log\n");
        Git("init", "-q");
        Git("add", ".");
        folder.Write("tree/tracked.txt", "edited");
        folder.Write("tree/new/file.txt", "new");
        folder.Write("tree/build.log", "ignored");
        File.Delete(folder.File("tree", "deleted.txt"));

        var snapshot = await SnapshotAsync();
        snapshot.CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.Equal("edited", File.ReadAllText(folder.File("copy", "tracked.txt")));
        Assert.Equal("new", File.ReadAllText(folder.File("copy", "new", "file.txt")));
        Assert.False(File.Exists(folder.File("copy", "build.log")));
        Assert.False(File.Exists(folder.File("copy", "deleted.txt")));
        Assert.False(Directory.Exists(folder.File("copy", ".git")));
    }

    [Fact]
    public async Task Modes_and_symbolic_links_stay_what_they_are()
    {
        Need.Program("git", "apt-get install git");
        var script = folder.Write("tree/run", "#!/bin/sh\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder.File("tree", "link"), "run");
        File.CreateSymbolicLink(folder.File("tree", "dangling"), "/nowhere/at/all");
        Git("init", "-q");

        (await SnapshotAsync()).CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.True(File.GetUnixFileMode(folder.File("copy", "run")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("run", new FileInfo(folder.File("copy", "link")).LinkTarget);
        Assert.Equal("/nowhere/at/all", new FileInfo(folder.File("copy", "dangling")).LinkTarget);
    }

    [Fact]
    public async Task A_frozen_copy_does_not_see_later_edits()
    {
        folder.Write("tree/file.txt", "before");

        var frozen = (await SnapshotAsync()).Freeze(folder.File("frozen"), TestContext.Current.CancellationToken);
        folder.Write("tree/file.txt", "after");
        frozen.CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.Equal("before", File.ReadAllText(folder.File("copy", "file.txt")));
    }

    private async Task<WorkspaceSnapshot> SnapshotAsync()
    {
        var tree = folder.File("tree");
        var repository = await GitRepository.FindAsync(tree, TestContext.Current.CancellationToken);
        return await WorkspaceSnapshot.OfAsync(tree, repository, TestContext.Current.CancellationToken);
    }

    private void Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder.File("tree") };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
