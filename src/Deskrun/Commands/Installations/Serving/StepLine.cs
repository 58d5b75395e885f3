using Deskrun.Commands.Installations.Explaining;
using Deskrun.Pools.Timeline;
using Deskrun.Rendering;

namespace Deskrun.Commands.Installations.Serving;

/// <summary>One step of a job or a runner as a line of <c>up</c>.</summary>
internal static class StepLine
{
    public static string Of(TimelineEvent step, Palette palette)
    {
        var job = step.JobName is { Length: > 0 } name ? $" {name}" : "";
        var runner = step.RunnerName is null ? "" : $" on {step.RunnerName}";
        var detail = step.Detail is { Length: > 0 } text ? $": {text}" : "";
        var told = AnsiText.Tame($"{StoryFinder.Words(step.Step)}{job}{runner}{detail}", color: false);
        var head = AnsiText.Tame($"{step.At:HH:mm:ss}Z {step.ScaleSet} |", color: false);
        return $"{palette.Paint(Style.Dim, head)} {(StyleOf(step) is { } style ? palette.Paint(style, told) : told)}";
    }

    private static Style? StyleOf(TimelineEvent step) =>
        step switch
        {
            { Step: TimelineStep.Trouble or TimelineStep.RunnerLost } => Style.Yellow,
            { Step: TimelineStep.JobCompleted, Detail: "succeeded" } => Style.Green,
            { Step: TimelineStep.JobCompleted, Detail: "failed" } => Style.Red,
            { Step: TimelineStep.JobCompleted } => Style.Yellow,
            { Step: TimelineStep.JobStarted } => null,
            _ => Style.Dim,
        };
}
