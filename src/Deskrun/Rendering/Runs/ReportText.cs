using Deskrun.ActionsService.Runs;

namespace Deskrun.Rendering.Runs;

/// <summary>The end of a run: a table of its jobs, then the annotations with their place.</summary>
internal static class ReportText
{
    public static IEnumerable<string> Lines(RunReport report, Palette palette)
    {
        yield return "";
        var width = Math.Max(3, report.Jobs.Select(job => job.Name.Length).DefaultIfEmpty(0).Max());
        yield return palette.Paint(
            Style.Bold,
            $"{"job".PadRight(width)}  {"conclusion", -12}{"duration", 10}{"to start", 10}"
        );
        foreach (var job in report.Jobs)
        {
            // Padded before painting: escapes have no width.
            var conclusion = LogText.Render(job.Conclusion, new Palette(false)).PadRight(12);
            var mark = LogText.Render(job.Conclusion, palette);
            var padding = new string(
                ' ',
                conclusion.Length - LogText.Render(job.Conclusion, new Palette(false)).Length
            );
            var remark = job.Remark is { Length: > 0 } text ? palette.Paint(Style.Dim, $"  {text}") : "";
            yield return $"{job.Name.PadRight(width)}  {mark}{padding}{Time(job.Duration), 10}{Time(job.ToStart), 10}{remark}";
        }

        if (report.Annotations.Count > 0)
        {
            yield return "";
            foreach (var (job, annotation) in report.Annotations)
            {
                yield return Annotation(job, annotation, palette);
            }
        }

        yield return "";
        yield return $"{LogText.Render(report.Conclusion, palette)}: {report.Workflow} in {Durations.Show(report.Elapsed)}";
    }

    private static string Annotation(string job, Annotation annotation, Palette palette)
    {
        var level = annotation.Level switch
        {
            AnnotationLevel.Failure => palette.Paint(Style.Red, "error"),
            AnnotationLevel.Warning => palette.Paint(Style.Yellow, "warning"),
            _ => palette.Paint(Style.Cyan, "notice"),
        };
        var place = annotation.Path is { Length: > 0 } path
            ? path
                + (annotation.StartLine > 0 ? $":{annotation.StartLine}" : "")
                + (annotation.StartLine > 0 && annotation.StartColumn > 0 ? $":{annotation.StartColumn}" : "")
                + ": "
            : "";
        var title = annotation.Title is { Length: > 0 } text ? $"{text}: " : "";
        return AnsiText.Tame($"{level}: {place}{title}{annotation.Message.ReplaceLineEndings(" ")}", palette.Enabled)
            + palette.Paint(Style.Dim, $"  [{job}]");
    }

    private static string Time(TimeSpan? time) => time is { } known ? Durations.Show(known) : "-";
}
