using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Deskrun.ActionsService.Logs;

/// <summary>
/// The lines that a job has written so far, in one file, so that a long run costs no memory. Lines are found again by
/// their place in the file.
/// </summary>
internal sealed class LiveLog(LogFolder folder, string path)
{
    private readonly Lock gate = new();
    private SafeFileHandle? handle;
    private long length;
    private bool closed;

    /// <summary>Appends lines.</summary>
    /// <returns>Where they lie and how many bytes they take.</returns>
    /// <exception cref="IOException">The disk is full or broken.</exception>
    public (long Offset, int Bytes) Append(IReadOnlyList<string> lines)
    {
        var bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        lock (gate)
        {
            folder.Reserve(path, bytes.Length);
            handle ??= File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
            RandomAccess.Write(handle, bytes, length);
            var offset = length;
            length += bytes.Length;
            if (closed)
            {
                Close();
            }

            return (offset, bytes.Length);
        }
    }

    /// <summary>Reads lines back.</summary>
    public IReadOnlyList<string> Read(long offset, int bytes)
    {
        var buffer = new byte[bytes];
        lock (gate)
        {
            if (handle is not null)
            {
                RandomAccess.Read(handle, buffer, offset);
            }
            else
            {
                using var reader = File.OpenHandle(path);
                RandomAccess.Read(reader, buffer, offset);
            }
        }

        return Encoding.UTF8.GetString(buffer).TrimEnd('\n').Split('\n');
    }

    /// <summary>Frees the file handle; reading stays possible.</summary>
    public void Close()
    {
        lock (gate)
        {
            closed = true;
            handle?.Dispose();
            handle = null;
        }
    }
}
