using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Deskrun.Workspaces;

/// <summary>Tells pipes, sockets and devices from files: to open one to copy it waits for ever, or fails.</summary>
internal static partial class SpecialFile
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint TypeOnly = 0x1;
    private const int StructSize = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>Whether a path that is neither a folder nor a link is something else than a file.</summary>
    public static bool Is(FileInfo entry)
    {
        // What has content is a file. .NET does not tell the others apart, so the kernel is asked, but only about empty ones.
        if (!OperatingSystem.IsLinux() || entry.Length > 0)
        {
            return false;
        }

        Span<byte> found = stackalloc byte[StructSize];
        return Ask(CurrentFolder, entry.FullName, DoNotFollow, TypeOnly, found) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(found[ModeAt..]) & TypeMask) != Regular;
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Ask(int folder, string path, int flags, uint mask, Span<byte> result);
}
