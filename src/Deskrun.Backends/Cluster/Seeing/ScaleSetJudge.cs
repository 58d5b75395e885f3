using System.Text.Json.Nodes;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Backends.Cluster.Seeing.Causes;
using Deskrun.Backends.Cluster.Seeing.Runners;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>Judges one scale set: its state, its runners and the one cause that keeps jobs waiting. Pure.</summary>
internal sealed class ScaleSetJudge(
    ClusterPicture picture,
    RunnerParts parts,
    PodTrouble trouble,
    ControllerState controller
)
{
    public ScaleSetState Judge(WantedScaleSet set)
    {
        var found = picture.RunnerSets.FirstOrDefault(each =>
            each.Name() == set.Name || each.Text("spec", "runnerScaleSetName") == set.Name
        );
        var record = picture.Records.FirstOrDefault(each => each.Name() == ReleaseKeys.ReleaseMap(set.Name));
        if (found is null)
        {
            return NotThere(set, record);
        }

        var judge = new ListenerTrouble(picture, trouble);
        var (listener, listening) = judge.Judge(found, set);
        var runners = Runners(set);
        var blockage =
            controller.Blockage
            ?? (record is null ? Foreign(set) : null)
            ?? Outdated(found, set)
            ?? (set.UsesKro ? GraphTrouble.Find(picture, parts.Graphs, set) : null)
            ?? (ArcPods.IsDeleted(found) ? null : listening)
            ?? Worst(runners);
        return new ScaleSetState
        {
            Name = set.Name,
            Installation = set.Installation,
            Word =
                ArcPods.IsDeleted(found) ? ScaleSetWord.Draining
                : blockage is not null ? ScaleSetWord.Blocked
                : listener.Word == ListenerWord.Ready ? ScaleSetWord.Listening
                : judge.WaitsForJobs(found) ? ScaleSetWord.Draining
                : ScaleSetWord.Starting,
            Listener = listener,
            MinRunners = (int)(found.Whole("spec", "minRunners") ?? set.MinRunners),
            MaxRunners = (int)(found.Whole("spec", "maxRunners") ?? set.MaxRunners),
            Desired = Desired(set),
            Blockage = blockage is null ? null : Named(blockage, set),
            Runners = runners,
        };
    }

    private ScaleSetState NotThere(WantedScaleSet set, JsonObject? record)
    {
        var state = record.Annotation(ReleaseKeys.State);
        var half = state is "applying" or "removing";
        return new ScaleSetState
        {
            Name = set.Name,
            Installation = set.Installation,
            Word = state == "removing" ? ScaleSetWord.Draining : ScaleSetWord.NotDeployed,
            Listener = new ListenerState(ListenerWord.Missing, null, null),
            MinRunners = set.MinRunners,
            MaxRunners = set.MaxRunners,
            Blockage =
                half && controller.Blockage is { } missing ? missing
                : half
                    ? new Blockage(
                        BlockKind.Interrupted,
                        $"{(state == "applying" ? "deploying" : "removing")} {set.Name} is under way or was interrupted",
                        "complete it with: deskrun up"
                    )
                : null,
            Runners = Runners(set),
        };
    }

    private List<RunnerState> Runners(WantedScaleSet set)
    {
        var judge = new RunnerJudge(picture, parts, trouble, set.UsesKro);
        return
        [
            .. parts
                .Of(set.Name)
                .Select(judge.Judge)
                .Select(each => each.Blockage is { } why ? each with { Blockage = Named(why, set) } : each),
        ];
    }

    private int? Desired(WantedScaleSet set) =>
        (int?)
            picture
                .EphemeralSets.FirstOrDefault(each =>
                    !ArcPods.IsDeleted(each)
                    && (each.Label(ArcKinds.ScaleSetLabel) == set.Name || each.Name() == set.Name)
                )
                .Whole("spec", "replicas");

    private static Blockage? Outdated(JsonObject runnerSet, WantedScaleSet set) =>
        runnerSet.Text("status", "phase") == "Outdated"
            ? RunnerTrouble.Outdated(
                $"GitHub takes no jobs to the runner version of {set.Name}; ARC stopped its listener"
            )
            : null;

    private static Blockage Foreign(WantedScaleSet set) =>
        new(
            BlockKind.Foreign,
            $"the cluster has a scale set {set.Name} that deskrun did not make",
            "take it over with: deskrun up --adopt; or choose another name"
        );

    /// <summary>The cause that most runners share; of equals the one of the oldest runner.</summary>
    private static Blockage? Worst(List<RunnerState> runners) =>
        runners
            .Where(each => each.Blockage is not null)
            .GroupBy(each => each.Blockage!.Kind)
            .OrderByDescending(each => each.Key == BlockKind.Outdated)
            .ThenByDescending(each => each.Count())
            .ThenBy(each => each.Min(runner => runner.Since))
            .Select(each => Shared([.. each.OrderBy(runner => runner.Since)]))
            .FirstOrDefault();

    private static Blockage Shared(IReadOnlyList<RunnerState> runners)
    {
        var first = runners[0].Blockage!;
        return runners.Count == 1
            ? first
            : first with
            {
                Cause = $"{first.Cause} (and {runners.Count - 1} more runner{(runners.Count > 2 ? "s" : "")})",
            };
    }

    private static Blockage Named(Blockage blockage, WantedScaleSet set) =>
        blockage with
        {
            WayOut = blockage.WayOut.Replace("NAME", set.Installation, StringComparison.Ordinal),
        };
}
