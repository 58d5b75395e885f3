using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Backends.Cluster.Seeing.Stories;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Explaining;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>Tells stories of what lives on clusters, in the form of those of this machine.</summary>
internal static class ClusterStories
{
    /// <summary>Asks the clusters of the home.</summary>
    /// <returns>The stories, and why a cluster could not be asked.</returns>
    public static async Task<(IReadOnlyList<Story> Stories, IReadOnlyList<string> Failures)> FindAsync(
        CliContext context,
        InstallationHome home,
        string query,
        CancellationToken cancellation
    )
    {
        var document = home.Configuration.Load();
        var sights = await new ClusterSights(context, home).LookAsync(
            document.Installations,
            document,
            allEvents: true,
            cancellation
        );
        return (
            [.. sights.SelectMany(sight => Of(sight, query))],
            [.. sights.Where(sight => sight.Failure is not null).Select(sight => $"{sight.Place}: {sight.Failure}")]
        );
    }

    /// <summary>The stories that one picture tells. Pure.</summary>
    internal static IEnumerable<Story> Of(ClusterSight sight, string query) =>
        sight is { Picture: { } picture, State: { } state } ? StoryTeller.Find(picture, state, query).Select(Told) : [];

    private static Story Told(ClusterStory story)
    {
        var first = story.Steps.Count == 0 ? default : story.Steps[0].At;
        return new Story
        {
            JobId = story.Runner?.JobId,
            JobName = story.Runner?.JobName,
            WorkflowRunId = story.Runner?.WorkflowRunId,
            ScaleSet = story.Set.Name,
            Runner = story.Runner?.Name,
            State = story.Runner?.Phase.ToString().ToLowerInvariant() ?? ClusterStatusMap.Word(story.Set.Word),
            Cause = story.Blockage?.ToString(),
            Chain = Chain(story.Chain),
            Steps =
            [
                .. story.Steps.Select(step => new StoryStep(
                    step.At,
                    Math.Round((step.At - first).TotalMilliseconds, 1),
                    step.Step,
                    step.Runner,
                    step.Detail
                )),
            ],
        };
    }

    private static ChainView Chain(ChainNode node) =>
        new(node.Kind, node.Name, node.State, node.Detail, [.. node.Children.Select(Chain)]);
}
