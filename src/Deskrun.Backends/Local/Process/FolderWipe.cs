using System.Runtime.ExceptionServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>Removes a folder, whatever a job did to its modes. Symbolic links are removed, never followed.</summary>
internal static class FolderWipe
{
    private const int Attempts = 3;
    private const int WideFolders = 6;
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
                    Delete(folder, WideFolders);
                }

                return;
            }
            catch (DirectoryNotFoundException) when (!Directory.Exists(folder))
            {
                return;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A process of the job that was just killed may have made one more file; read-only folders keep theirs.
                if (attempt == Attempts)
                {
                    if (RemovedByRm(folder))
                    {
                        return;
                    }

                    throw new IOException($"{folder} could not be removed: {e.Message}", e);
                }

                Open(new DirectoryInfo(folder));
            }
        }
    }

    // .NET has no word for names that are not UTF-8, which a job is free to make; rm takes names as they are.
    private static bool RemovedByRm(string folder)
    {
        try
        {
            using var rm = System.Diagnostics.Process.Start(
                new System.Diagnostics.ProcessStartInfo("rm", ["-rf", "--", folder]) { RedirectStandardError = true }
            )!;
            rm.StandardError.ReadToEnd();
            rm.WaitForExit();
            return rm.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // there is no rm
        }
    }

    // A workspace is thousands of files in some dozens of folders: several at a time end the wait sooner.
    private static void Delete(string folder, int levels)
    {
        var inner = levels > 0 ? SubFolders(folder) : [];
        if (inner.Length > 1)
        {
            try
            {
                Parallel.ForEach(
                    inner,
                    new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
                    each => Delete(each, levels - 1)
                );
            }
            catch (AggregateException several)
            {
                ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
            }
        }
        else if (inner is [var only])
        {
            Delete(only, levels - 1);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static string[] SubFolders(string folder) =>
        [
            .. new DirectoryInfo(folder)
                .EnumerateDirectories()
                .Where(each => each.LinkTarget is null)
                .Select(each => each.FullName),
        ];

    private static void Open(DirectoryInfo folder)
    {
        try
        {
            if (!folder.Exists || folder.LinkTarget is not null)
            {
                return; // gone by now, or not to be followed, or with a name that .NET cannot say
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
