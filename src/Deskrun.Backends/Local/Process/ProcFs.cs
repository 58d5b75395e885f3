using System.Globalization;

namespace Deskrun.Backends.Local.Process;

/// <summary>The kernel's list of processes, where there is one.</summary>
internal static class ProcFs
{
    private static readonly Lazy<string> Boot = new(() => ReadText("/proc/sys/kernel/random/boot_id")?.Trim() ?? "");

    internal static bool Exists { get; } = File.Exists("/proc/self/stat");

    internal static string BootId => Boot.Value;

    /// <summary>One process; null when it is gone.</summary>
    internal static ProcEntry? Read(int pid) => ReadText($"/proc/{pid}/stat") is { } text ? Parse(pid, text) : null;

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

    private static ProcEntry? Parse(int pid, string text)
    {
        // The second field is the program's name in brackets and may hold anything, brackets and blanks included.
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new ProcEntry(
                pid,
                fields[0][0],
                Number(fields[2]),
                Number(fields[3]),
                long.Parse(fields[19], CultureInfo.InvariantCulture)
            );
    }

    private static int Number(string field) => int.Parse(field, CultureInfo.InvariantCulture);

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
