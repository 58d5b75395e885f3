using System.Diagnostics;
using System.Net.Sockets;
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

    [Fact]
    public async Task A_folder_without_git_is_copied_with_its_links_and_hidden_files_and_without_a_git_folder()
    {
        folder.Write("tree/sub/.hidden", "text");
        folder.Write("tree/.git/config", "of a repository that git is not there for");
        File.CreateSymbolicLink(folder.File("tree", "link"), "sub/.hidden");
        Directory.CreateSymbolicLink(folder.File("tree", "sub", "up"), "..");

        var snapshot = await WorkspaceSnapshot.OfAsync(
            folder.File("tree"),
            null,
            TestContext.Current.CancellationToken
        );
        snapshot.CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.Equal("text", File.ReadAllText(folder.File("copy", "link")));
        Assert.Equal("..", new DirectoryInfo(folder.File("copy", "sub", "up")).LinkTarget);
        Assert.False(Directory.Exists(folder.File("copy", ".git")));
        Assert.Empty(snapshot.LeftOut);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pipe_a_socket_and_a_name_that_is_not_UTF8_are_left_out_and_told(bool git)
    {
        Need.Program("git", "apt-get install git");
        folder.Write("tree/a.txt", "text");
        folder.Write("tree/pipe", "a file as long as git looks");
        folder.Write("tree/socket", "");
        folder.Write("tree/empty", "");
        Run("sh", "-c", "echo x > \"$(printf 'bad\\377')\"");
        if (git)
        {
            Git("init", "-q");
            Git("add", ".");
        }

        File.Delete(folder.File("tree", "pipe"));
        Run("mkfifo", "pipe");
        File.Delete(folder.File("tree", "socket"));
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(folder.File("tree", "socket")));
        var snapshot = await SnapshotAsync();
        // A pipe that took the place of a file in between is not waited for either.
        (snapshot with { Files = [.. snapshot.Files, "pipe"] }).CopyTo(
            folder.File("copy"),
            TestContext.Current.CancellationToken
        );

        // .NET could not remove it at the end.
        Run("sh", "-c", "rm bad*");
        Assert.Equal(["a.txt", "empty"], snapshot.Files.Order(StringComparer.Ordinal));
        Assert.Equal(3, snapshot.LeftOut.Count);
        Assert.Contains(snapshot.LeftOut, text => text.StartsWith("'bad", StringComparison.Ordinal));
        Assert.False(Path.Exists(folder.File("copy", "pipe")));
    }

    [Fact]
    public async Task A_tracked_folder_that_became_a_link_is_copied_as_the_link()
    {
        Need.Program("git", "apt-get install git");
        folder.Write("tree/one/deep/file.txt", "one");
        folder.Write("tree/two/deep/file.txt", "two");
        Git("init", "-q");
        Git("add", ".");
        Directory.Delete(folder.File("tree", "one"), recursive: true);
        Directory.CreateSymbolicLink(folder.File("tree", "one"), "two");

        (await SnapshotAsync()).CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.Equal("two", new DirectoryInfo(folder.File("copy", "one")).LinkTarget);
        Assert.Equal("two", File.ReadAllText(folder.File("copy", "one", "deep", "file.txt")));
    }

    [Fact]
    public async Task Unmerged_files_and_names_with_blanks_and_newlines_are_copied_once()
    {
        Need.Program("git", "apt-get install git");
        folder.Write("tree/ a file ", "1");
        folder.Write("tree/two\nlines", "2");
        Git("init", "-q");
        Git("add", ".");
        // What a conflict leaves in the index: the same name in several stages.
        Run(
            "sh",
            "-c",
            "id=$(git hash-object -w two*lines) && for n in 1 2 3; do printf '100644 %s %s\\tboth\\n' $id $n; done | git update-index --index-info"
        );
        folder.Write("tree/both", "3");

        var snapshot = await SnapshotAsync();
        snapshot.CopyTo(folder.File("copy"), TestContext.Current.CancellationToken);

        Assert.Equal([" a file ", "both", "two\nlines"], snapshot.Files.Order(StringComparer.Ordinal));
        Assert.Equal("1", File.ReadAllText(folder.File("copy", " a file ")));
    }

    [Fact]
    public async Task A_repository_that_git_refuses_to_read_is_no_plain_folder()
    {
        Need.Program("git", "apt-get install git");
        Git("init", "-q");
        folder.Write("tree/.git/config", "[core\n");

        var refused = await Assert.ThrowsAsync<CliException>(SnapshotAsync);

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("bad config", refused.Message);
    }

    private async Task<WorkspaceSnapshot> SnapshotAsync()
    {
        var tree = folder.File("tree");
        var repository = await GitRepository.FindAsync(tree, TestContext.Current.CancellationToken);
        return await WorkspaceSnapshot.OfAsync(tree, repository, TestContext.Current.CancellationToken);
    }

    private void Git(params string[] arguments)
    {
        Directory.CreateDirectory(folder.File("tree"));
        Run("git", arguments);
    }

    private void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder.File("tree") };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
