namespace Deskrun.Installations.Homes;

/// <summary>Files that only their owner may read, written so that a crash leaves the old or the new text, never half of one.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder of mode 0700, and its parents; one that exists keeps its mode.</summary>
    public static void EnsureFolder(string path)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, OwnerFolder);
        }
    }

    /// <summary>Opens a file of mode 0600 for appending; the mode holds from its first moment.</summary>
    public static FileStream OpenForAppend(string path) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Append,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = OwnerFile,
            }
        );

    /// <summary>Writes a file of mode 0600 beside its place and moves it there. A symbolic link stays one.</summary>
    /// <exception cref="IOException">The disk is full or the folder can't be written; the old file is untouched.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var file = new FileInfo(path);
        var place = file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        EnsureFolder(Path.GetDirectoryName(place)!);
        var fresh = $"{place}.{Guid.NewGuid():N}.tmp";
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = OwnerFile,
            };
            using (var stream = new FileStream(fresh, options))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, place, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    /// <summary>True when somebody else than the owner may read the file.</summary>
    public static bool IsReadByOthers(string path) =>
        File.Exists(path)
        && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != UnixFileMode.None;
}
