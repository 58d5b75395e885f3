namespace Deskrun.Backends.Local.Process;

/// <summary>Removes a folder, whatever a job did to its modes. Symbolic links are removed, never followed.</summary>
internal static class FolderWipe
{
    private const int Attempts = 3;
    private const UnixFileMode Full = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <exception cref="IOException">Something stayed; the message names the folder and the cause.</exception>
    internal static void Run(string folder)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (new DirectoryInfo(folder).LinkTarget is not null)
                {
                    File.Delete(folder);
                }
                else
                {
                    Directory.Delete(folder, recursive: true);
                }

                return;
            }
            catch (DirectoryNotFoundException)
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A process of the job that was just killed may have made one more file; read-only folders keep theirs.
                if (attempt == Attempts)
                {
                    throw new IOException($"{folder} could not be removed: {e.Message}", e);
                }

                Open(new DirectoryInfo(folder));
            }
        }
    }

    private static void Open(DirectoryInfo folder)
    {
        try
        {
            if (folder.LinkTarget is not null)
            {
                return;
            }

            folder.UnixFileMode |= Full;
            foreach (var inner in folder.EnumerateDirectories())
            {
                Open(inner);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next attempt to delete says what is wrong.
        }
    }
}
