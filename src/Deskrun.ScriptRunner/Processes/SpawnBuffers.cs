using System.Runtime.InteropServices;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>A null-terminated array of C strings, as argv and envp are.</summary>
internal sealed unsafe class SpawnBuffers : IDisposable
{
    private readonly byte** items;
    private readonly int count;

    /// <summary>Copies texts out of managed memory.</summary>
    public SpawnBuffers(IReadOnlyCollection<string> texts)
    {
        count = texts.Count;
        items = (byte**)NativeMemory.AllocZeroed((nuint)(count + 1), (nuint)sizeof(byte*));
        var i = 0;
        foreach (var text in texts)
        {
            // A C string ends at the first zero byte; keep what comes before, as execve would.
            var end = text.IndexOf('\0', StringComparison.Ordinal);
            items[i++] = (byte*)Marshal.StringToCoTaskMemUTF8(end < 0 ? text : text[..end]);
        }
    }

    /// <summary>The array.</summary>
    public byte** Pointer => items;

    /// <inheritdoc />
    public void Dispose()
    {
        for (var i = 0; i < count; i++)
        {
            Marshal.ZeroFreeCoTaskMemUTF8((nint)items[i]);
        }

        NativeMemory.Free(items);
    }
}
