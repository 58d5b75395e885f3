using System.Globalization;
using Deskrun.Commands.Installations.Output;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Explaining;

/// <summary>Prints stories for people.</summary>
internal static class StoryText
{
    public static void Write(TextWriter writer, StoryReport report)
    {
        var separator = "";
        foreach (var story in report.Stories)
        {
            writer.Write(separator);
            separator = Environment.NewLine;
            writer.WriteLine(Heading(story));
            if (story.Cause is not null)
            {
                writer.WriteLine($"Cause: {AnsiText.Tame(story.Cause, color: false)}");
            }

            TextTable.Write(writer, ["TIME", "AFTER", "STEP", "RUNNER", "DETAIL"], [.. story.Steps.Select(Row)]);
        }
    }

    private static string Heading(Story story)
    {
        var subject = story.JobId is null
            ? $"Runner {story.Runner}"
            : $"Job {AnsiText.Tame(story.JobName ?? story.JobId, color: false)} ({story.JobId})";
        var run = story.WorkflowRunId is { } number ? $", run {number}" : "";
        var day = story.Steps[0].At.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var result = story.Result is { Length: > 0 } word ? $" ({AnsiText.Tame(word, color: false)})" : "";
        return $"{subject}{run}, scale set {story.ScaleSet}, {day}: {story.State}{result}";
    }

    private static IReadOnlyList<string> Row(StoryStep step) =>
        [
            step.At.ToString("HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            $"+{Durations.Show(TimeSpan.FromMilliseconds(step.AfterMs))}",
            step.Step,
            step.Runner ?? "",
            AnsiText.Tame(step.Detail ?? "", color: false),
        ];
}
