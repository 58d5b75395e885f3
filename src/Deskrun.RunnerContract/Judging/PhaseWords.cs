namespace Deskrun.RunnerContract.Judging;

/// <summary>Maps the words that graphs project to phases, without regard to case.</summary>
public sealed class PhaseWords
{
    private static readonly Dictionary<string, RunnerPhase> _builtIn = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Pending"] = RunnerPhase.Pending,
        ["Provisioning"] = RunnerPhase.Provisioning,
        ["Scheduling"] = RunnerPhase.Provisioning,
        ["Scheduled"] = RunnerPhase.Provisioning,
        ["Starting"] = RunnerPhase.Provisioning,
        ["Running"] = RunnerPhase.Running,
        ["Succeeded"] = RunnerPhase.Succeeded,
        ["Completed"] = RunnerPhase.Succeeded,
        ["Complete"] = RunnerPhase.Succeeded,
        ["Terminated"] = RunnerPhase.Succeeded,
        ["Stopped"] = RunnerPhase.Succeeded,
        ["Failed"] = RunnerPhase.Failed,
        ["Error"] = RunnerPhase.Failed,
        ["Crashed"] = RunnerPhase.Failed,
    };

    private readonly Dictionary<string, RunnerPhase> _words = new(_builtIn, StringComparer.OrdinalIgnoreCase);

    /// <summary>The built-in words, with the RGD's own (comma-separated) in front of them.</summary>
    public PhaseWords(string? running = null, string? succeeded = null, string? failed = null)
    {
        Add(running, RunnerPhase.Running);
        Add(succeeded, RunnerPhase.Succeeded);
        Add(failed, RunnerPhase.Failed);
    }

    /// <summary>The phase that a word means; null for a word that nobody explained.</summary>
    public RunnerPhase? Find(string word) => _words.TryGetValue(word.Trim(), out var phase) ? phase : null;

    private void Add(string? list, RunnerPhase phase)
    {
        foreach (
            var word in (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        )
        {
            _words[word] = phase;
        }
    }
}
