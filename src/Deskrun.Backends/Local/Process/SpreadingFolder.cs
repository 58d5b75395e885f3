using System.Runtime.InteropServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>A folder whose folders the file system puts far from each other.</summary>
public static partial class SpreadingFolder
{
    private const int ReadAndCloseOnExec = 0x8_0000;
    private const nuint GetFlags = 0x8008_6601; // FS_IOC_GETFLAGS, on machines with words of 64 bits
    private const nuint SetFlags = 0x4008_6602; // FS_IOC_SETFLAGS
    private const int TopOfTree = 0x0002_0000; // FS_TOPDIR_FL

    /// <summary>
    /// Makes a folder and marks it on Linux as the top of unrelated trees, as <c>chattr +T</c> does.
    /// ext4 keeps the number of a deleted file from use for minutes, and looks at all of them before it makes a file
    /// nearby: what is made and deleted over and over in one place grows slower each time. With the mark each tree
    /// gets a place of its own. File systems that know no such mark are left alone.
    /// </summary>
    /// <param name="path">Where.</param>
    /// <param name="mode">Its mode if it isn't there yet.</param>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    public static void Create(string path, UnixFileMode mode)
    {
        Directory.CreateDirectory(path, mode);
        if (OperatingSystem.IsLinux() && Environment.Is64BitProcess)
        {
            Mark(path);
        }
    }

    private static unsafe void Mark(string path)
    {
        var folder = Open(path, ReadAndCloseOnExec);
        if (folder < 0)
        {
            return;
        }

        // The kernel reads and writes 32 bits, whatever the call's number says.
        long flags = 0;
        if (Control(folder, GetFlags, &flags) == 0 && (flags & TopOfTree) == 0)
        {
            flags |= TopOfTree;
            _ = Control(folder, SetFlags, &flags);
        }

        _ = Close(folder);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static unsafe partial int Control(int file, nuint request, long* argument);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
