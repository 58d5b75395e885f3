namespace Deskrun.Pools.Owners;

/// <summary>Folders that only their owner may enter.</summary>
internal static class PrivateFolder
{
    internal static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
