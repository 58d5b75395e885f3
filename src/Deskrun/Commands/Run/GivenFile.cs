namespace Deskrun.Commands.Run;

/// <summary>
/// Reads a file that the command line names. It may be a pipe, as in <c>--secret-file &lt;(pass show ci)</c>, so the wait
/// for its other end can be interrupted; and it may be a device without an end, so there is a limit.
/// </summary>
internal static class GivenFile
{
    private const int LargestMebibytes = 16;

    /// <summary>Reads the file as text.</summary>
    /// <param name="what">How the command line names it: for the error.</param>
    /// <param name="path">The full path.</param>
    /// <param name="context">The outside world.</param>
    /// <exception cref="CliException">It cannot be read; the message tells why.</exception>
    public static string ReadText(string what, string path, CliContext context)
    {
        using var reader = new StreamReader(Open(what, path, context));
        return reader.ReadToEnd();
    }

    /// <summary>Reads the file.</summary>
    /// <param name="what">How the command line names it: for the error.</param>
    /// <param name="path">The full path.</param>
    /// <param name="context">The outside world.</param>
    /// <exception cref="CliException">It cannot be read; the message tells why.</exception>
    public static MemoryStream Open(string what, string path, CliContext context)
    {
        if (Directory.Exists(path))
        {
            throw new CliException(ExitCodes.Usage, $"{what}: is a folder; name a file");
        }

        try
        {
            return context.Interruptible(() => ReadAll(what, path));
        }
        catch (FileNotFoundException exception)
        {
            throw new CliException(ExitCodes.Usage, $"{what}: there is no such file", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCodes.Usage, $"{what}: cannot be read: {exception.Message}", exception);
        }
    }

    private static MemoryStream ReadAll(string what, string path)
    {
        using var file = File.OpenRead(path);
        var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (file.Read(buffer) is var count and > 0)
        {
            content.Write(buffer, 0, count);
            if (content.Length > LargestMebibytes * 1024 * 1024)
            {
                throw new CliException(ExitCodes.Usage, $"{what}: has more than {LargestMebibytes} MiB, or no end");
            }
        }

        content.Position = 0;
        return content;
    }
}
