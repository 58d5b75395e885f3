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

            foreach (var line in story.Chain is null ? [] : Tree(story.Chain, "", ""))
            {
                writer.WriteLine(AnsiText.Tame(line, color: false));
            }

            if (story.Steps.Count == 0)
            {
                continue;
            }

            TextTable.Write(writer, ["TIME", "AFTER", "STEP", "RUNNER", "DETAIL"], [.. story.Steps.Select(Row)]);
        }
    }

    private static string Heading(Story story)
    {
        var subject =
            story is { JobId: null, Runner: null } ? $"Scale set {story.ScaleSet}"
            : story.JobId is null ? $"Runner {story.Runner}"
            : $"Job {AnsiText.Tame(story.JobName ?? story.JobId, color: false)} ({story.JobId})";
        var run = story.WorkflowRunId is { } number ? $", run {number}" : "";
        var day = story.Steps.Count == 0 ? "" : $", {story.Steps[0].At:yyyy-MM-dd}";
        var result = story.Result is { Length: > 0 } word ? $" ({AnsiText.Tame(word, color: false)})" : "";
        var set = story.Runner is null && story.JobId is null ? "" : $", scale set {story.ScaleSet}";
        return $"{subject}{run}{set}{day}: {story.State}{result}";
    }

    private static IEnumerable<string> Tree(ChainView node, string head, string tail)
    {
        yield return $"{head}{node.Kind} {node.Name}: {node.State}{(node.Detail is null ? "" : $" ({node.Detail})")}";
        for (var index = 0; index < node.Children.Count; index++)
        {
            var last = index == node.Children.Count - 1;
            var below = Tree(node.Children[index], tail + (last ? "└─ " : "├─ "), tail + (last ? "   " : "│  "));
            foreach (var line in below)
            {
                yield return line;
            }
        }
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
