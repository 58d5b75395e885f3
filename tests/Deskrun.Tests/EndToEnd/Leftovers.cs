using System.Diagnostics;
using System.Globalization;

namespace Deskrun.Tests.EndToEnd;

/// <summary>Looks for what a home still has: processes that know its path, folders of runners and runs.</summary>
internal static class Leftovers
{
    public static IReadOnlyList<string> Find(string home) =>
        [
            .. Processes(home).Select(p => $"process {p}: {CommandLine(p)}"),
            .. Folders(home, "runners-live"),
            .. Folders(home, "runs"),
        ];

    /// <summary>Ends every process of the home, so that a failed test leaves none behind.</summary>
    public static void End(string home)
    {
        foreach (var pid in Processes(home))
        {
            try
            {
                Process.GetProcessById(pid).Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
            {
                // Ended meanwhile.
            }
        }
    }

    /// <summary>Processes with the home in their environment or command line.</summary>
    public static IReadOnlyList<int> Processes(string home)
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (
                int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && pid != Environment.ProcessId
                && (Text(pid, "environ").Contains(home) || CommandLine(pid).Contains(home))
            )
            {
                found.Add(pid);
            }
        }

        return found;
    }

    private static string CommandLine(int pid) => Text(pid, "cmdline").Replace('\0', ' ');

    private static string Text(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static IEnumerable<string> Folders(string home, string name)
    {
        var folder = Path.Combine(home, name);
        return Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder) : [];
    }
}
