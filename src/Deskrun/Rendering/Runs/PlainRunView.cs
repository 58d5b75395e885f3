using Deskrun.ActionsService.Runs;

namespace Deskrun.Rendering.Runs;

/// <summary>Lines with the job in front, for pipes, logs and <c>--plain</c>.</summary>
internal sealed class PlainRunView(Terminal terminal, RunProgress progress) : IRunView
{
    private readonly Palette palette = new(Enabled: false);
    private readonly RunLines lines = new(new Palette(Enabled: false));

    /// <inheritdoc />
    public void Note(string text) => terminal.Error.WriteLine(text);

    /// <inheritdoc />
    public void Show(RunEvent happened)
    {
        foreach (var line in lines.Of(happened, progress.Take(happened)))
        {
            terminal.Out.WriteLine(line);
        }
    }

    /// <inheritdoc />
    public void Tick() { }

    /// <inheritdoc />
    public void Finish(RunReport report)
    {
        foreach (var line in ReportText.Lines(report, palette))
        {
            terminal.Out.WriteLine(line);
        }
    }
}
