using System.Buffers;

namespace Deskrun.Workspaces;

/// <summary>Copies one entry of a working tree.</summary>
internal static class WorkspaceFile
{
    // From here on blocks that are shared, where the file system can, are worth more than the calls that it takes.
    private const int LargeBytes = 1 << 20;
    private const int BufferBytes = 64 << 10;

    /// <summary>
    /// Copies a file with its mode and time, a symbolic link as a link, a submodule as an empty folder; what vanished
    /// meanwhile is left out, and so are pipes, sockets and devices. The target's folder exists, the target doesn't.
    /// </summary>
    /// <exception cref="IOException">It cannot be read or written; the message names it.</exception>
    public static void Copy(string from, string to)
    {
        var source = new FileInfo(from);
        if (source.Attributes == (FileAttributes)(-1))
        {
            return;
        }

        if (source.LinkTarget is { } link)
        {
            File.CreateSymbolicLink(to, link);
        }
        else if (source.Attributes.HasFlag(FileAttributes.Directory))
        {
            Directory.CreateDirectory(to);
        }
        else if (source.Length >= LargeBytes)
        {
            source.CopyTo(to);
        }
        else if (!SpecialFile.Is(source))
        {
            CopySmall(source, to);
        }
    }

    // File.Copy cuts the new file to nothing before it writes. ext4 takes that for a file being replaced and brings its
    // blocks to the disk at once; a workspace that lives for a second never needs to get there.
    private static void CopySmall(FileInfo source, string to)
    {
        using var read = File.OpenHandle(source.FullName, options: FileOptions.SequentialScan);
        using var written = File.OpenHandle(to, FileMode.CreateNew, FileAccess.Write);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var offset = 0L;
            for (int count; (count = RandomAccess.Read(read, buffer, offset)) > 0; offset += count)
            {
                RandomAccess.Write(written, buffer.AsSpan(0, count), offset);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (File.GetUnixFileMode(written) != source.UnixFileMode)
        {
            File.SetUnixFileMode(written, source.UnixFileMode);
        }

        File.SetLastWriteTimeUtc(written, source.LastWriteTimeUtc);
    }
}
