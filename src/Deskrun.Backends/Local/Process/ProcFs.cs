using System.Buffers.Text;
using System.Globalization;

namespace Deskrun.Backends.Local.Process;

/// <summary>The kernel's list of processes, where there is one.</summary>
internal static class ProcFs
{
    private static readonly Lazy<string> Boot = new(() => ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "");

    internal static bool Exists { get; } = File.Exists("/proc/self/stat");

    internal static string BootId => Boot.Value;

    /// <summary>One process; null when it is gone.</summary>
    internal static ProcEntry? Read(int pid)
    {
        // Read for every process of the machine each time a runner ends, so without streams and strings.
        try
        {
            using var file = File.OpenHandle($"/proc/{pid}/stat");
            Span<byte> text = stackalloc byte[1024];
            return Parse(pid, text[..RandomAccess.Read(file, text, 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Every process that can be seen.</summary>
    internal static IEnumerable<ProcEntry> All()
    {
        if (!Exists)
        {
            yield break;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, null, out var pid) && Read(pid) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Whether a process was started with this entry (<c>NAME=value</c>) in its environment.</summary>
    internal static bool HasEnvironment(int pid, ReadOnlySpan<byte> entry)
    {
        try
        {
            ReadOnlySpan<byte> all = File.ReadAllBytes($"/proc/{pid}/environ");
            foreach (var range in all.Split((byte)0))
            {
                if (all[range].SequenceEqual(entry))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone, or of another user: then it is none of ours.
        }

        return false;
    }

    private static ProcEntry? Parse(int pid, ReadOnlySpan<byte> text)
    {
        // The second field is the program's name in brackets and may hold anything, brackets and blanks included.
        var rest = text[(text.LastIndexOf((byte)')') + 1)..].TrimStart((byte)' ');
        char state = '?';
        long group = 0;
        long session = 0;
        var index = 0;
        foreach (var range in rest.Split((byte)' '))
        {
            var field = rest[range];
            switch (index++)
            {
                case 0 when field.Length > 0:
                    state = (char)field[0];
                    break;
                case 2:
                    group = Number(field);
                    break;
                case 3:
                    session = Number(field);
                    break;
                case 19:
                    return new ProcEntry(pid, state, (int)group, (int)session, Number(field));
            }
        }

        return null;
    }

    private static long Number(ReadOnlySpan<byte> field) =>
        Utf8Parser.TryParse(field, out long number, out _) ? number : 0;

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A process as the kernel lists it.</summary>
/// <param name="Pid">Its number.</param>
/// <param name="State">One letter.</param>
/// <param name="Group">Its process group.</param>
/// <param name="Session">Its session.</param>
/// <param name="StartTicks">When it started, in ticks since boot.</param>
internal readonly record struct ProcEntry(int Pid, char State, int Group, int Session, long StartTicks)
{
    /// <summary>True when it has ended and only waits to be collected.</summary>
    internal bool IsOver => State is 'Z' or 'X' or 'x';
}
