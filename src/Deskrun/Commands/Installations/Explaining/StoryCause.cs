using Deskrun.Commands.Installations.Serving;
using Deskrun.Commands.Run;

namespace Deskrun.Commands.Installations.Explaining;

/// <summary>Adds to a story why it goes no further, from what the running <c>up</c> knows now. Pure.</summary>
internal static class StoryCause
{
    /// <param name="story">The story.</param>
    /// <param name="status">The state of the running <c>up</c>; null when none runs.</param>
    public static Story With(Story story, UpStatus? status)
    {
        if (story.State is not ("waiting" or "running"))
        {
            return story;
        }

        if (story.ScaleSet == LocalRun.ScaleSetName)
        {
            // A run keeps its own service, which nobody can ask from outside.
            return story with { Cause = story.Cause ?? "its deskrun run goes on, or ended before the job did" };
        }

        var set = status
            ?.Installations.SelectMany(installation => installation.ScaleSets)
            .FirstOrDefault(each => each.Name == story.ScaleSet);
        return story with { Cause = Now(story, status, set) ?? story.Cause };
    }

    private static string? Now(Story story, UpStatus? status, ScaleSetStatus? set)
    {
        if (set?.Runners.FirstOrDefault(runner => runner.JobId == story.JobId) is { } holder)
        {
            return story.State == "waiting" ? $"its runner {holder.Name} is {holder.Phase}" : null;
        }

        if (status is null)
        {
            return story.State == "waiting"
                ? "no deskrun up runs on this home, so nothing listens; start it with: deskrun up"
                : "no deskrun up runs on this home, so the end of the job was not seen; the service knows its result";
        }

        return set is null ? $"the running deskrun up does not serve {story.ScaleSet}; see deskrun status"
            : set.Cause is not null ? set.Cause
            : story.State == "waiting" && set.Runners.Count >= set.MaxRunners
                ? (
                    set.MaxRunners == 1
                        ? $"the one runner of {set.Name} is"
                        : $"all {set.MaxRunners} runners of {set.Name} are"
                ) + " taken; it waits for one to end"
            : null;
    }
}
