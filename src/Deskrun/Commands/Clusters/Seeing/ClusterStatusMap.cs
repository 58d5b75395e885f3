using Deskrun.Backends.Cluster.Seeing;
using Deskrun.Commands.Installations;
using Deskrun.Commands.Installations.Serving;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Seeing;

/// <summary>Tells what was seen of a cluster in the words of <c>deskrun status</c>. Pure.</summary>
internal static class ClusterStatusMap
{
    /// <summary>The cluster itself.</summary>
    public static ClusterStatus Cluster(ClusterSight sight) =>
        new()
        {
            Backend = sight.Place.Backend,
            Context = sight.Place.Context,
            Namespace = sight.Namespace,
            Reachable = sight.State is not null,
            ArcVersion = sight.State?.Controller.Version,
            ArcReady = sight.State?.Controller.Ready == true,
            Cause = sight.Failure ?? sight.State?.Controller.Blockage?.ToString(),
            Blind = sight.State?.Blind ?? [],
        };

    /// <summary>The installations that live on it.</summary>
    public static IEnumerable<ServedStatus> Installations(ClusterSight sight) =>
        sight.Installations.Select(each =>
            sight.State is { } state
                ? Seen(each, [.. state.ScaleSets.Where(set => set.Installation == each.Name)])
                : Blank(each) with
                {
                    State = ServedStates.Unreachable,
                    Cause = $"{sight.Place} can't be asked: {sight.Failure}",
                }
        );

    private static ServedStatus Blank(Installation installation) =>
        new()
        {
            Name = installation.Name,
            Repository = installation.Repository,
            Backend = installation.Backend,
            Context = installation.Context,
            Mode = installation.Mode,
            State = ServedStates.NotDeployed,
        };

    private static ServedStatus Seen(Installation installation, IReadOnlyList<ScaleSetState> sets)
    {
        var worst = sets.MaxBy(set => Rank(set.Word));
        return Blank(installation) with
        {
            State = worst is null ? ServedStates.NotDeployed : Word(worst.Word),
            Cause =
                sets.Select(set => set.Blockage?.ToString()).FirstOrDefault(cause => cause is not null)
                ?? (worst is null or { Word: ScaleSetWord.NotDeployed } ? Hints.NotDeployed : null),
            ScaleSets = [.. sets.Select(Set)],
        };
    }

    private static ScaleSetStatus Set(ScaleSetState set) =>
        new()
        {
            Name = set.Name,
            State = Word(set.Word),
            Healthy = set.Listener.Word == ListenerWord.Ready && set.Blockage is null,
            MinRunners = set.MinRunners,
            MaxRunners = set.MaxRunners,
            Desired = set.Desired ?? 0,
            Draining = set.Word == ScaleSetWord.Draining,
            Cause = set.Blockage?.ToString(),
            CauseKind = set.Blockage is { } blockage ? KindWord(blockage.Kind) : null,
            Events = set.Blockage is { Events.Count: > 0 } told ? [.. told.Events.Select(Event)] : null,
            Listener = new ListenerView(
                set.Listener.Word.ToString().ToLowerInvariant(),
                set.Listener.Pod,
                set.Listener.Since
            ),
            Runners = [.. set.Runners.Select(Runner)],
        };

    private static RunnerView Runner(RunnerState runner) =>
        new(
            runner.Name,
            runner.Phase.ToString().ToLowerInvariant(),
            runner.Since,
            runner.JobId,
            runner.JobName,
            runner.WorkflowRunId
        );

    private static EventView Event(ClusterEvent seen) =>
        new(seen.At, seen.About, seen.Reason, seen.Message, seen.Count);

    /// <summary>A kind of cause in words with dashes: <c>ListenerMissing</c> is <c>listener-missing</c>.</summary>
    internal static string KindWord(BlockKind kind) =>
        string.Concat(
                kind.ToString()
                    .Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{letter}" : $"{letter}")
            )
            .ToLowerInvariant();

    internal static string Word(ScaleSetWord word) =>
        word switch
        {
            ScaleSetWord.NotDeployed => ServedStates.NotDeployed,
            ScaleSetWord.Starting => ServedStates.Starting,
            ScaleSetWord.Listening => ServedStates.Listening,
            ScaleSetWord.Blocked => ServedStates.Blocked,
            _ => ServedStates.Draining,
        };

    private static int Rank(ScaleSetWord word) =>
        word switch
        {
            ScaleSetWord.Blocked => 4,
            ScaleSetWord.NotDeployed => 3,
            ScaleSetWord.Draining => 2,
            ScaleSetWord.Starting => 1,
            _ => 0,
        };
}
