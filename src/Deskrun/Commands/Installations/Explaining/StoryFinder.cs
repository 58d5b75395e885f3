using System.Globalization;
using System.Text;
using Deskrun.Pools.Timeline;

namespace Deskrun.Commands.Installations.Explaining;

/// <summary>Finds in the journal what belongs to a run, a job or a runner, and tells it as stories. Pure.</summary>
internal static class StoryFinder
{
    private const int ShortestPrefix = 6;

    /// <param name="journal">Every step, oldest first.</param>
    /// <param name="query">A run's number, a job's id (or its beginning) or name, or a runner's name.</param>
    public static IReadOnlyList<Story> Find(IReadOnlyList<TimelineEvent> journal, string query)
    {
        var matched = journal.Where(step => Matches(step, query)).ToList();
        var jobs = matched.Select(step => step.JobId).OfType<string>().ToHashSet();
        var runners = matched
            .Where(step => step.JobId is null)
            .Select(step => step.RunnerName)
            .OfType<string>()
            .ToHashSet();

        // A runner that had a job is told within that job's story.
        foreach (var owned in journal.Where(step => step.JobId is not null && step.RunnerName is not null))
        {
            if (runners.Remove(owned.RunnerName!))
            {
                jobs.Add(owned.JobId!);
            }
        }

        return
        [
            .. jobs.Select(job => OfJob(journal, job))
                .Concat(runners.Select(runner => OfRunner(journal, runner)))
                .OrderBy(story => story.Steps[0].At),
        ];
    }

    private static bool Matches(TimelineEvent step, string query) =>
        (step.WorkflowRunId != 0 && step.WorkflowRunId.ToString(CultureInfo.InvariantCulture) == query)
        || step.RunnerName == query
        || step.JobName == query
        || step.JobId == query
        || (
            query.Length >= ShortestPrefix && step.JobId?.StartsWith(query, StringComparison.OrdinalIgnoreCase) == true
        );

    private static Story OfJob(IReadOnlyList<TimelineEvent> journal, string job)
    {
        var own = journal.Where(step => step.JobId == job).ToList();
        var runners = own.Select(step => step.RunnerName).OfType<string>().ToHashSet();
        var steps = journal
            .Where(step =>
                step.JobId == job || (step.JobId is null && step.RunnerName is { } name && runners.Contains(name))
            )
            .ToList();
        var completed = own.FindLast(step => step.Step == TimelineStep.JobCompleted);
        var started = own.FindLast(step => step.Step == TimelineStep.JobStarted);
        var gone = started is null ? null : steps.FindLast(step => IsEndOf(step, started.RunnerName));
        var run = own.Select(step => step.WorkflowRunId).FirstOrDefault(number => number != 0);
        return new Story
        {
            JobId = job,
            JobName = own.Select(step => step.JobName).LastOrDefault(name => !string.IsNullOrEmpty(name)),
            WorkflowRunId = run == 0 ? null : run,
            ScaleSet = own[0].ScaleSet,
            Runner = own.Select(step => step.RunnerName).LastOrDefault(name => name is not null),
            State =
                completed is not null ? "completed"
                : gone is not null ? "lost"
                : started is not null ? "running"
                : "waiting",
            Result = completed?.Detail,
            Cause =
                completed is not null ? null
                : gone is not null ? $"no message told its end: {gone.Detail}"
                : LastTrouble(steps),
            Steps = Told(steps),
        };
    }

    private static bool IsEndOf(TimelineEvent step, string? runner) =>
        step.Step == TimelineStep.ComputeGone && step.RunnerName == runner;

    private static Story OfRunner(IReadOnlyList<TimelineEvent> journal, string runner)
    {
        var steps = journal.Where(step => step.RunnerName == runner).ToList();
        var gone = steps.Exists(step => step.Step == TimelineStep.ComputeGone);
        return new Story
        {
            ScaleSet = steps[0].ScaleSet,
            Runner = runner,
            State = gone ? "gone" : "alive",
            Cause = gone ? null : LastTrouble(steps),
            Steps = Told(steps),
        };
    }

    private static string? LastTrouble(List<TimelineEvent> steps) =>
        steps.FindLast(step => step.Step == TimelineStep.Trouble)?.Detail;

    private static IReadOnlyList<StoryStep> Told(List<TimelineEvent> steps)
    {
        // The service's clock stamps some steps and ours the others; the order of the journal is by time already.
        var first = steps[0].At;
        return
        [
            .. steps.Select(step => new StoryStep(
                step.At,
                Math.Round((step.At - first).TotalMilliseconds, 1),
                Words(step.Step),
                step.RunnerName,
                step.Detail
            )),
        ];
    }

    /// <summary>A step's name in words: <c>RunnerRegistered</c> is <c>runner registered</c>.</summary>
    internal static string Words(TimelineStep step)
    {
        var text = new StringBuilder();
        foreach (var letter in step.ToString())
        {
            text.Append(char.IsUpper(letter) && text.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
