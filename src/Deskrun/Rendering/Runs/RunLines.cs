using Deskrun.ActionsService.Runs;
using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>The lines that an event leaves in the scroll-back, each with its job in front.</summary>
internal sealed class RunLines(Palette palette)
{
    /// <summary>The lines of one event; often none.</summary>
    public IEnumerable<string> Of(RunEvent happened, JobProgress? job)
    {
        if (job is null)
        {
            yield break;
        }

        var prefix = palette.PaintJob(job.Index, job.Name) + palette.Paint(Style.Dim, " │ ");
        switch (happened)
        {
            case JobQueued { Attempt: > 1 } queued:
                yield return prefix
                    + palette.Paint(Style.Yellow, $"no runner took it; queued again (attempt {queued.Attempt})");
                break;
            case JobStarted started:
                yield return prefix + palette.Paint(Style.Dim, $"started on {started.Runner}");
                break;
            case StepStarted started when !IsSynthetic(started.Step):
                job.GroupDepth = 0;
                yield return prefix + palette.Paint(Style.Bold, $"▶ {started.Step.Name}");
                break;
            case LogLines lines when !IsSynthetic(lines.Job.FindStep(lines.StepId)):
                foreach (var line in lines.Lines)
                {
                    if (LogText.Render(job, line, palette) is { } text)
                    {
                        yield return prefix + text;
                    }
                }

                break;
            case StepCompleted completed
                when !IsSynthetic(completed.Step) && completed.Step.Conclusion is not JobConclusion.Success:
                yield return prefix + LogText.Render(completed.Step.Conclusion, palette) + $": {completed.Step.Name}";
                break;
            case LogLost lost:
                yield return prefix + palette.Paint(Style.Yellow, $"warning: {lost.Reason}");
                break;
            case JobSkipped skipped:
                yield return prefix + LogText.Render(JobConclusion.Skipped, palette) + $" ({skipped.Reason})";
                break;
            case JobCompleted completed:
                var time = job.Report().Duration is { } duration ? $" in {Durations.Show(duration)}" : "";
                yield return prefix + LogText.Render(completed.Conclusion, palette) + time;
                break;
        }
    }

    // The runner's own first and last step say nothing about the workflow; they stay in the stored log.
    private static bool IsSynthetic(StepRun? step) => step?.Name is "Set up job" or "Complete job";
}
