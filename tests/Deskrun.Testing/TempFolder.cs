namespace Deskrun.Testing;

/// <summary>A fresh folder (mode 0700) that is removed at the end of a test.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Makes the folder.</summary>
    public TempFolder() => Path = Directory.CreateTempSubdirectory("deskrun-test-").FullName;

    private TempFolder(string parent)
    {
        Path = System.IO.Path.Combine(parent, $"deskrun-test-{Guid.NewGuid():N}");
        Directory.CreateDirectory(Path, Mode700);
    }

    private const UnixFileMode Mode700 = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>
    /// Makes the folder where other users of this machine can get to it, once its own mode is opened: not in a TMPDIR
    /// that lies inside of somebody's private folder, as that of a job does.
    /// </summary>
    public static TempFolder Reachable()
    {
        var usual = System.IO.Path.GetTempPath();
        return new TempFolder(IsPassable(new DirectoryInfo(usual)) ? usual : "/tmp");
    }

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>A path inside of it.</summary>
    public string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Writes a text file inside of it, making folders on the way, and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    private static bool IsPassable(DirectoryInfo? folder) =>
        folder is null || (folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute) && IsPassable(folder.Parent));

    /// <inheritdoc />
    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
