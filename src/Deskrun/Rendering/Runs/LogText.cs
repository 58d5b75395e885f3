using Deskrun.Workflows.Planning;

namespace Deskrun.Rendering.Runs;

/// <summary>Turns the lines of a job's log into what a person reads: groups indented, markers replaced by words.</summary>
internal static class LogText
{
    /// <summary>One line of a log; null for a line that is not shown.</summary>
    public static string? Render(LogFold fold, string line, Palette palette)
    {
        var text = AnsiText.Tame(line, palette.Enabled);
        if (Strip(text, "##[endgroup]") is not null)
        {
            fold.Close();
            return null;
        }

        if (Strip(text, "##[group]") is { } title)
        {
            fold.Open(title);
            return fold.Folded ? null : palette.Paint(Style.Bold, $"▸ {title}");
        }

        fold.Line();
        if (fold.Folded)
        {
            return null;
        }

        var indent = fold.InGroup ? "  " : "";
        return indent
            + (
                Strip(text, "##[error]") is { } error ? palette.Paint(Style.Red, $"error: {error}")
                : Strip(text, "##[warning]") is { } warning ? palette.Paint(Style.Yellow, $"warning: {warning}")
                : Strip(text, "##[notice]") is { } notice ? palette.Paint(Style.Cyan, $"notice: {notice}")
                : Strip(text, "##[debug]") is { } debug ? palette.Paint(Style.Dim, $"debug: {debug}")
                : Strip(text, "##[command]") is { } command ? palette.Paint(Style.Cyan, command)
                : text
            );
    }

    /// <summary>How a conclusion is written, with its mark.</summary>
    public static string Render(JobConclusion? conclusion, Palette palette) =>
        conclusion switch
        {
            JobConclusion.Success => palette.Paint(Style.Green, "✓ succeeded"),
            JobConclusion.Failure => palette.Paint(Style.Red, "✗ failed"),
            JobConclusion.Cancelled => palette.Paint(Style.Yellow, "■ cancelled"),
            JobConclusion.Skipped => palette.Paint(Style.Dim, "- skipped"),
            _ => palette.Paint(Style.Dim, "· waiting"),
        };

    private static string? Strip(string text, string marker) =>
        text.StartsWith(marker, StringComparison.Ordinal) ? text[marker.Length..] : null;
}
