using System.Globalization;
using System.Text;

namespace Deskrun.ScriptRunner.Processes;

/// <summary>Reads the system's process list from <c>/proc</c>; where there is none (macOS) the list is empty.</summary>
internal static class ProcessTable
{
    /// <summary>Whether the system has a process list that can be read.</summary>
    public static bool IsAvailable { get; } = Directory.Exists("/proc/self");

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
        try
        {
            // "pid (name) state ppid pgrp …"; the name may hold spaces and parentheses.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var open = stat.IndexOf('(', StringComparison.Ordinal);
            var close = stat.LastIndexOf(')');
            var fields = stat[(close + 2)..].Split(' ');
            return fields[0] is "Z" or "X"
                ? null
                : new Entry(id, stat[(open + 1)..close], int.Parse(fields[2], CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A process.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name, as the kernel has it.</param>
    /// <param name="Group">Its process group.</param>
    internal readonly record struct Entry(int Id, string Name, int Group);
}
