using System.Text;
using Deskrun.Installations.Homes;

namespace Deskrun.Commands.Installations.Logging;

/// <summary>What runners wrote, kept after they are gone: one file of mode 0600 each, bounded in size and number.</summary>
internal sealed class KeptLogs(DeskrunHome home)
{
    private const int MostLogs = 200;
    private const int MostLetters = 1024 * 1024;

    /// <summary>The file of a runner; null for a name that no runner can have.</summary>
    public string? PathOf(string runner) =>
        runner.Length is > 0 and <= 200
        && runner.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
        && runner[0] != '.'
            ? Path.Combine(home.RunnerLogs, $"{runner}.log")
            : null;

    /// <summary>The kept lines of a runner; null when nothing is kept.</summary>
    public IReadOnlyList<string>? Read(string runner) =>
        PathOf(runner) is { } path && File.Exists(path) ? File.ReadAllLines(path) : null;

    /// <summary>The runner of a scale set whose log was kept last; null when none of its logs is here.</summary>
    public string? NewestOf(string scaleSet) =>
        Directory.Exists(home.RunnerLogs)
            ? new DirectoryInfo(home.RunnerLogs)
                .GetFiles($"{scaleSet}-*.log")
                .Where(file => file.Name.LastIndexOf('-') == scaleSet.Length)
                .OrderByDescending(file => file.LastWriteTimeUtc)
                .Select(file => Path.GetFileNameWithoutExtension(file.Name))
                .FirstOrDefault()
            : null;

    /// <summary>Keeps the end of what a runner wrote, and lets the oldest logs go.</summary>
    public async Task KeepAsync(string runner, IAsyncEnumerable<string> lines, CancellationToken cancellation)
    {
        if (PathOf(runner) is not { } path)
        {
            return;
        }

        var kept = new Queue<string>();
        var letters = 0;
        await foreach (var line in lines.WithCancellation(cancellation))
        {
            kept.Enqueue(line);
            letters += line.Length + 1;
            while (letters > MostLetters && kept.Count > 1)
            {
                letters -= kept.Dequeue().Length + 1;
            }
        }

        if (kept.Count > 0)
        {
            PrivateFiles.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', kept) + "\n"));
            Prune();
        }
    }

    private void Prune()
    {
        var all = new DirectoryInfo(home.RunnerLogs).GetFiles("*.log");
        foreach (var oldest in all.OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostLogs))
        {
            oldest.Delete();
        }
    }
}
