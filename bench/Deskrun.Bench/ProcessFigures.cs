using System.Globalization;

namespace Deskrun.Bench;

/// <summary>What the system tells of one process that runs; null when it is gone.</summary>
internal static class ProcessFigures
{
    /// <summary>Its own CPU seconds, children left out.</summary>
    public static double? Cpu(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (
                    long.Parse(fields[11], CultureInfo.InvariantCulture)
                    + long.Parse(fields[12], CultureInfo.InvariantCulture)
                ) / 100.0;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Its resident memory.</summary>
    public static double? RssMiB(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status")
                .FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null
                ? null
                : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
                    / 1024.0;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
