using System.Diagnostics;
using Deskrun.Backends.Local.Process;
using Deskrun.Testing;

namespace Deskrun.Backends.Tests;

public sealed class SpreadingFolderTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_is_made_with_its_mode_and_one_that_is_there_is_left_as_it_is()
    {
        SpreadingFolder.Create(folder.File("new"), Private);
        var there = Directory.CreateDirectory(folder.File("there"));
        there.UnixFileMode = Private | UnixFileMode.GroupRead;
        SpreadingFolder.Create(there.FullName, Private);
        SpreadingFolder.Create(there.FullName, Private);

        Assert.Equal(Private, File.GetUnixFileMode(folder.File("new")));
        Assert.Equal(Private | UnixFileMode.GroupRead, File.GetUnixFileMode(there.FullName));
    }

    [Fact]
    public void Where_the_file_system_is_ext4_the_folder_is_the_top_of_its_trees()
    {
        Need.Program("lsattr", "apt-get install e2fsprogs");
        SpreadingFolder.Create(folder.File("new"), Private);
        var start = new ProcessStartInfo("lsattr") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-d");
        start.ArgumentList.Add(folder.File("new"));
        using var listing = Process.Start(start)!;
        var flags = listing.StandardOutput.ReadToEnd().Split(' ')[0];
        listing.WaitForExit();

        // Elsewhere the file system has no flags, or not this one: what counts is that the folder was made.
        Assert.True(flags.Contains('T') || !OnExt4(folder.File("new")), flags);
    }

    private static bool OnExt4(string path) =>
        DriveInfo
            .GetDrives()
            .Where(drive => path.StartsWith(drive.Name, StringComparison.Ordinal))
            .MaxBy(drive => drive.Name.Length)
            ?.DriveFormat
            is "ext4"
                or "ext3"
                or "ext2";
}
