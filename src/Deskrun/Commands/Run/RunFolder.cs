using System.Globalization;
using System.Security.Cryptography;

namespace Deskrun.Commands.Run;

/// <summary>The folder of one run under the home, mode 0700; removed at the end unless it is kept.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool keep;

    private RunFolder(string path, bool keep) => (Path, this.keep) = (path, keep);

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The logs of the embedded service.</summary>
    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>The files that every job of the run gets.</summary>
    public string Workspace => System.IO.Path.Combine(Path, "workspace");

    public static RunFolder Create(CliContext context, bool keep)
    {
        var name =
            context.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
            + "-"
            + RandomNumberGenerator.GetHexString(6, lowercase: true);
        var path = System.IO.Path.Combine(context.Home, "runs", name);
        try
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(context.Home, Private);
            Directory.CreateDirectory(path, Private);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCodes.Environment,
                $"cannot make {path}: {exception.Message}; DESKRUN_HOME chooses another place",
                exception
            );
        }

        return new(path, keep);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!keep && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
