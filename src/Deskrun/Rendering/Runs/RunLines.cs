using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>The lines that an event leaves in the scroll-back, each with its job in front.</summary>
internal sealed class RunLines(Palette palette)
{
    private const int WidestName = 40;
    private readonly Dictionary<JobProgress, JobLines> jobs = [];
    private int width;

    /// <summary>The lines of one event; often none.</summary>
    public IEnumerable<string> Of(RunEvent happened, JobProgress? job)
    {
        if (job is null)
        {
            return [];
        }

        if (!jobs.TryGetValue(job, out var lines))
        {
            jobs.Add(job, lines = new JobLines(palette));
        }

        // Which jobs there will be is not known before their needs are over: the column grows with the names.
        width = Math.Max(width, Math.Min(WidestName, job.Name.Length));
        var prefix = palette.PaintJob(job.Index, job.Name.PadRight(width)) + palette.Paint(Style.Dim, " │ ");
        return Lines(happened, job, lines).Select(line => prefix + line);
    }

    private IEnumerable<string> Lines(RunEvent happened, JobProgress job, JobLines lines) =>
        happened switch
        {
            JobQueued { Attempt: > 1 } queued =>
            [
                palette.Paint(Style.Yellow, $"no runner took it; queued again (attempt {queued.Attempt})"),
            ],
            JobStarted started => [palette.Paint(Style.Dim, $"started on {started.Runner}")],
            StepStarted started => lines.Begin(started.Step),
            LogLines log => lines.Add(log),
            StepCompleted completed => lines.End(completed.Step),
            LogLost lost => [palette.Paint(Style.Yellow, $"warning: {lost.Reason}")],
            JobSkipped skipped => [LogText.Render(JobConclusion.Skipped, palette) + $" ({skipped.Reason})"],
            JobCompleted completed =>
            [
                .. lines.Rest(),
                LogText.Render(completed.Conclusion, palette)
                    + (job.Report().Duration is { } duration ? $" in {Durations.Show(duration)}" : ""),
            ],
            _ => [],
        };
}
