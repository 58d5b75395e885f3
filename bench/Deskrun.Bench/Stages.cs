using System.Text.Json;

namespace Deskrun.Bench;

/// <summary>How long jobs spent between two steps of their timeline, read from the journal of a home.</summary>
internal sealed record Stages(string Name, int? BudgetP95, IReadOnlyList<double> Milliseconds)
{
    private static readonly (string Name, string From, string To, int? Budget)[] Known =
    [
        ("job message read → runner process started", "MessageRead", "ComputeStarted", 150),
        ("runner process started → job started", "ComputeStarted", "JobStarted", null),
        ("job started → job completed", "JobStarted", "JobCompleted", null),
        ("job completed → compute gone", "JobCompleted", "ComputeGone", null),
    ];

    public static IEnumerable<Stages> Read(string home)
    {
        var steps = Directory
            .EnumerateFiles(Path.Combine(home, "journal"), "*.jsonl")
            .SelectMany(File.ReadLines)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(step =>
                (
                    At: step.GetProperty("at").GetDateTimeOffset(),
                    Step: step.GetProperty("step").GetString()!,
                    Job: Text(step, "jobId"),
                    Runner: Text(step, "runnerName")
                )
            )
            .ToList();
        // A runner takes any job of its scale set, so a job's own runner is known only from JobStarted on.
        var runnerOf = steps
            .Where(s => s is { Step: "JobStarted", Job: not null, Runner: not null })
            .GroupBy(s => s.Job!)
            .ToDictionary(g => g.Key, g => g.First().Runner!);
        foreach (var (name, from, to, budget) in Known)
        {
            var times = runnerOf
                .Select(pair => (Begin: Find(steps, from, pair), End: Find(steps, to, pair)))
                .Where(pair => pair is { Begin: not null, End: not null })
                .Select(pair => Math.Max(0, (pair.End!.Value - pair.Begin!.Value).TotalMilliseconds))
                .ToList();
            yield return new(name, budget, times);
        }
    }

    private static DateTimeOffset? Find(
        IEnumerable<(DateTimeOffset At, string Step, string? Job, string? Runner)> steps,
        string step,
        KeyValuePair<string, string> job
    ) =>
        steps
            .Where(s =>
                s.Step == step
                && (
                    s.Job == job.Key
                    || (s.Job is null && s.Runner == job.Value)
                    || (step is "ComputeStarted" or "ComputeGone" && s.Runner == job.Value)
                )
            )
            .Select(s => (DateTimeOffset?)s.At)
            .FirstOrDefault();

    private static string? Text(JsonElement step, string name) =>
        step.TryGetProperty(name, out var value) ? value.GetString() : null;
}
