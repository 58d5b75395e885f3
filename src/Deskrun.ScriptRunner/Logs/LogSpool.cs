using System.Text;

namespace Deskrun.ScriptRunner.Logs;

/// <summary>
/// The job's log on disk, from which parts are uploaded: memory stays bounded whatever a step prints. When the disk
/// fails, the spool says so once and takes no more; the job goes on.
/// </summary>
internal sealed class LogSpool : IDisposable
{
    private readonly Stream? file;
    private byte[] buffer = new byte[4096];

    /// <summary>Opens the file.</summary>
    /// <param name="path">Where; its folder must exist.</param>
    /// <param name="create">Makes the stream.</param>
    public LogSpool(string path, Func<string, Stream> create)
    {
        Path = path;
        try
        {
            file = create(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Failure = e;
        }
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Why nothing more is written, or null.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>How many bytes were written.</summary>
    public long Length { get; private set; }

    /// <summary>Appends a line with its time stamp, as <c>2026-01-31T12:00:00.1234567Z text</c>.</summary>
    /// <returns>Whether it was written.</returns>
    public bool TryAppend(DateTimeOffset moment, ReadOnlySpan<char> text)
    {
        const int StampLength = 28;
        if (Failure is not null)
        {
            return false;
        }

        var most = StampLength + 2 + Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most)
        {
            buffer = new byte[most];
        }

        moment.UtcDateTime.TryFormat(buffer, out var length, "O");
        buffer[length++] = (byte)' ';
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
        buffer[length++] = (byte)'\n';
        return Try(() => file!.Write(buffer, 0, length)) && (Length += length) > 0;
    }

    /// <summary>Makes everything written readable.</summary>
    /// <returns>Whether that worked; when not, the file is readable up to an unknown place.</returns>
    public bool TryFlush() => Failure is null && Try(() => file!.Flush());

    /// <summary>Reads a part of the file; fewer bytes come when the disk failed on the way.</summary>
    public byte[] Read(long from, int count)
    {
        using var reader = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        reader.Seek(from, SeekOrigin.Begin);
        var bytes = new byte[count];
        var read = reader.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : bytes[..read];
    }

    /// <inheritdoc />
    public void Dispose() => Try(() => file?.Dispose());

    private bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Failure ??= e;
            return false;
        }
    }
}
