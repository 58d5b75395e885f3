using System.Globalization;
using Deskrun.Backends.Cluster.Seeing.Runners;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing.Stories;

/// <summary>Finds in a picture what belongs to a name, and tells it. Pure.</summary>
public static class StoryTeller
{
    private const int ShortestPrefix = 6;

    /// <summary>The stories that a query means.</summary>
    /// <param name="picture">What was seen, with all events.</param>
    /// <param name="state">What it means.</param>
    /// <param name="query">
    /// The name of an installation, scale set or runner, a job's id (or its beginning) or name, or a run's number.
    /// </param>
    public static IReadOnlyList<ClusterStory> Find(ClusterPicture picture, ClusterState state, string query)
    {
        var parts = new RunnerParts(picture);
        var steps = new StepReader(picture, parts);
        var sets = state.ScaleSets.Where(set => set.Name == query || set.Installation == query);
        var runners = state.ScaleSets.SelectMany(set =>
            set.Runners.Where(runner => Means(runner, query)).Select(runner => (set, runner))
        );
        return
        [
            .. sets.Select(set => OfSet(picture, steps, set)),
            .. runners.Select(each => OfRunner(steps, each.set, each.runner)),
        ];
    }

    /// <summary>Whether a query means a runner: by its name, its job's id or name, or its run's number.</summary>
    public static bool Means(RunnerState runner, string query) =>
        runner.Name == query
        || runner.JobName == query
        || runner.JobId == query
        || runner.WorkflowRunId?.ToString(CultureInfo.InvariantCulture) == query
        || (
            query.Length >= ShortestPrefix
            && runner.JobId?.StartsWith(query, StringComparison.OrdinalIgnoreCase) == true
        );

    private static ClusterStory OfRunner(StepReader steps, ScaleSetState set, RunnerState runner) =>
        new()
        {
            Set = set,
            Runner = runner,
            // What stops the whole scale set stops this runner only while it has no job.
            Blockage = runner.Blockage ?? (runner.JobId is null ? set.Blockage : null),
            Chain = runner.Chain,
            Steps = [.. steps.OfRunner(runner.Name).OrderBy(step => step.At)],
        };

    private static ClusterStory OfSet(ClusterPicture picture, StepReader steps, ScaleSetState set)
    {
        var found = picture.RunnerSets.FirstOrDefault(each => each.Name() == set.Name);
        var listener = new ChainNode(
            "listener Pod",
            set.Listener.Pod ?? set.Name,
            set.Listener.Word.ToString().ToLowerInvariant(),
            null,
            []
        );
        return new ClusterStory
        {
            Set = set,
            Blockage = set.Blockage,
            Chain = new ChainNode(
                "AutoscalingRunnerSet",
                set.Name,
                found is null ? "missing" : set.Word.ToString().ToLowerInvariant(),
                null,
                [listener, .. set.Runners.Select(runner => runner.Chain)]
            ),
            Steps = [.. steps.OfSet(set).OrderBy(step => step.At)],
        };
    }
}
