using System.Globalization;
using System.Text;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>Reads the system's process list from <c>/proc</c>; where there is none (macOS) the list is empty.</summary>
internal static class ProcessTable
{
    /// <summary>Whether the system has a process list that can be read.</summary>
    public static bool IsAvailable { get; } = Directory.Exists("/proc/self");

    /// <summary>When this process started, in the kernel's ticks; 0 where that cannot be known.</summary>
    public static long OwnStart { get; } = IsAvailable && ReadEntry(Environment.ProcessId) is { } own ? own.Start : 0;

    /// <summary>The living processes that can be read; zombies are left out.</summary>
    public static IReadOnlyList<Entry> Read()
    {
        if (!IsAvailable)
        {
            return [];
        }

        var entries = new List<Entry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ReadEntry(id) is { } entry
            )
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>Whether a process was started with <c>NAME=value</c> in its environment.</summary>
    public static bool HasVariable(int id, string variable)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{id}/environ");
            var wanted = Encoding.UTF8.GetBytes(variable);
            foreach (var range in environment.AsSpan().Split((byte)0))
            {
                if (environment.AsSpan(range).SequenceEqual(wanted))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile, or another user's: then it is not ours.
        }

        return false;
    }

    private static Entry? ReadEntry(int id)
    {
        // Read for every process of the machine each time a job ends, so without streams.
        try
        {
            using var file = File.OpenHandle($"/proc/{id}/stat");
            Span<byte> bytes = stackalloc byte[1024];
            return Parse(id, bytes[..RandomAccess.Read(file, bytes, 0)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    private static Entry? Parse(int id, ReadOnlySpan<byte> stat)
    {
        // "pid (name) state ppid pgrp …", the start as the 22nd field; the name may hold spaces and parentheses.
        var open = stat.IndexOf((byte)'(');
        var close = stat.LastIndexOf((byte)')');
        if (open < 0 || close < open || stat.Length < close + 3 || stat[close + 2] is (byte)'Z' or (byte)'X')
        {
            return null;
        }

        var (group, start) = (0, 0L);
        var number = 0;
        foreach (var field in stat[(close + 2)..].Split((byte)' '))
        {
            if (number == 2)
            {
                group = int.Parse(stat[(close + 2)..][field], CultureInfo.InvariantCulture);
            }
            else if (number == 19)
            {
                start = long.Parse(stat[(close + 2)..][field], CultureInfo.InvariantCulture);
                break;
            }

            number++;
        }

        return new Entry(id, Encoding.UTF8.GetString(stat[(open + 1)..close]), group, start);
    }

    /// <summary>A process.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name, as the kernel has it.</param>
    /// <param name="Group">Its process group.</param>
    /// <param name="Start">When it started, in the kernel's ticks.</param>
    internal readonly record struct Entry(int Id, string Name, int Group, long Start);
}
