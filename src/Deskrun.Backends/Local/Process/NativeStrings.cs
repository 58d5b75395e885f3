using System.Runtime.InteropServices;

namespace Deskrun.Backends.Local.Process;

/// <summary>A null-terminated array of C strings, wiped when it is let go: it may hold a secret.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<(nint At, int Length)> texts = [];
    private readonly byte** array;

    internal NativeStrings(IReadOnlyCollection<string> values)
    {
        array = (byte**)NativeMemory.AllocZeroed((nuint)(values.Count + 1), (nuint)sizeof(byte*));
        foreach (var value in values)
        {
            var length = System.Text.Encoding.UTF8.GetByteCount(value);
            var text = (byte*)NativeMemory.AllocZeroed((nuint)length + 1);
            System.Text.Encoding.UTF8.GetBytes(value, new Span<byte>(text, length));
            array[texts.Count] = text;
            texts.Add(((nint)text, length));
        }
    }

    internal byte** Array => array;

    internal byte* First => array[0];

    public void Dispose()
    {
        foreach (var (at, length) in texts)
        {
            new Span<byte>((void*)at, length).Clear();
            NativeMemory.Free((void*)at);
        }

        texts.Clear();
        NativeMemory.Free(array);
    }
}
