using Deskrun.Testing;
using Deskrun.Workspaces;

namespace Deskrun.Tests.Workspaces;

public sealed class WorkspaceFileTests : IDisposable
{
    private static readonly DateTime Long = new(2020, 2, 29, 12, 30, 15, DateTimeKind.Utc);
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1024 * 1024 - 1)]
    [InlineData(1024 * 1024)]
    [InlineData(3 * 1024 * 1024 + 7)]
    public void A_file_of_any_size_keeps_its_content_and_its_time(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        var from = folder.Write("from", "");
        File.WriteAllBytes(from, content);
        File.SetLastWriteTimeUtc(from, Long);

        WorkspaceFile.Copy(from, folder.File("to"));

        Assert.Equal(content, File.ReadAllBytes(folder.File("to")));
        Assert.Equal(Long, File.GetLastWriteTimeUtc(folder.File("to")));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)]
    public void A_mode_is_kept_also_where_the_umask_would_take_from_it(UnixFileMode mode)
    {
        var from = folder.Write("from", "text");
        File.SetUnixFileMode(from, mode);

        WorkspaceFile.Copy(from, folder.File("to"));

        Assert.Equal(mode, File.GetUnixFileMode(folder.File("to")));
    }

    [Fact]
    public void What_vanished_is_left_out()
    {
        WorkspaceFile.Copy(folder.File("nothing"), folder.File("to"));

        Assert.False(Path.Exists(folder.File("to")));
    }

    [Fact]
    public void A_link_to_a_folder_is_copied_as_a_link_and_a_folder_as_an_empty_one()
    {
        folder.Write("module/inner.txt", "of the module");
        Directory.CreateSymbolicLink(folder.File("link"), "module");

        WorkspaceFile.Copy(folder.File("link"), folder.File("to-link"));
        WorkspaceFile.Copy(folder.File("module"), folder.File("to-module"));

        Assert.Equal("module", new FileInfo(folder.File("to-link")).LinkTarget);
        Assert.Empty(Directory.GetFileSystemEntries(folder.File("to-module")));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var from = folder.Write("from", "text");

        var error = Assert.ThrowsAny<IOException>(() => WorkspaceFile.Copy(from, folder.File("absent", "to")));

        Assert.Contains(folder.File("absent", "to"), error.Message);
    }
}
