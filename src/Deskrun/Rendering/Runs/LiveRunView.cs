using Deskrun.ActionsService.Runs;

namespace Deskrun.Rendering.Runs;

/// <summary>On a terminal: logs scroll above, one line a job below with its step and the time it takes.</summary>
internal sealed class LiveRunView(
    Terminal terminal,
    RunProgress progress,
    TimeProvider time,
    Func<(int Width, int Height)> size
) : IRunView
{
    private static readonly string[] Frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

    private readonly Palette palette = new(terminal.Color);
    private readonly RunLines lines = new(new Palette(terminal.Color));
    private readonly LiveRegion region = new(terminal.Out, () => size().Width);
    private int frame;

    /// <inheritdoc />
    public void Note(string text) => region.Draw([palette.Paint(Style.Dim, text)], Status());

    /// <inheritdoc />
    public void Show(RunEvent happened) => region.Draw([.. lines.Of(happened, progress.Take(happened))], Status());

    /// <inheritdoc />
    public void Tick()
    {
        frame++;
        region.Draw([], Status());
    }

    /// <inheritdoc />
    public void Finish(RunReport report)
    {
        region.Clear();
        foreach (var line in ReportText.Lines(report, palette))
        {
            terminal.Out.WriteLine(line);
        }
    }

    private List<string> Status()
    {
        // What does not fit is counted: a region taller than the window could not be redrawn.
        var room = Math.Max(1, Math.Min(12, size().Height / 2));
        var open = progress.Jobs.Where(job => job.Conclusion is null).OrderBy(job => job.StartedAt is null).ToList();
        var shown = open.Take(open.Count > room ? room - 1 : room).Select(Line).ToList();
        if (open.Count > shown.Count)
        {
            shown.Add(palette.Paint(Style.Dim, $"  … and {open.Count - shown.Count} more"));
        }

        return shown;
    }

    private string Line(JobProgress job) =>
        job.StartedAt is { } started
            ? $"{palette.Paint(Style.Cyan, Frames[frame % Frames.Length])} {palette.PaintJob(job.Index, job.Name)} "
                + $"{Durations.Show(time.GetUtcNow() - started)}  {palette.Paint(Style.Dim, job.Step ?? "")}"
            : palette.Paint(Style.Dim, $"· {job.Name} waits for a runner");
}
