using System.Globalization;

namespace Deskrun.KarBench;

/// <summary>
/// The largest resident set of a process. It is read from /proc while the process lives, because what the system
/// accounts for ended children (ru_maxrss) includes this process, from which they were forked.
/// </summary>
internal static class PeakMemory
{
    /// <summary>Follows a process to its end and returns its high-water mark in MiB.</summary>
    public static Task<double> FollowAsync(int pid) => Task.Run(() => Follow(pid));

    private static async Task<double> Follow(int pid)
    {
        var peak = 0.0;
        while (Read(pid) is { } now)
        {
            peak = Math.Max(peak, now);
            await Task.Delay(TimeSpan.FromMilliseconds(3), TimeProvider.System);
        }

        return peak;
    }

    private static double? Read(int pid)
    {
        try
        {
            var lines = File.ReadAllLines($"/proc/{pid}/status");

            // Between fork and exec the process is still a copy of this one; an ended one has no memory.
            if (lines.FirstOrDefault(l => l.StartsWith("Name:", StringComparison.Ordinal)) is not "Name:\tkar")
            {
                return lines.Length > 0 ? 0 : null;
            }

            var line = lines.FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null
                ? null
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture)
                    / 1024.0;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
