using Deskrun.Backends.Cluster.Seeing.Causes;
using Deskrun.Backends.Cluster.Seeing.Runners;

namespace Deskrun.Backends.Cluster.Seeing;

/// <summary>Says what a picture of a cluster means. Pure: the same picture, the same words.</summary>
public static class ClusterJudge
{
    /// <summary>Judges the scale sets that are looked for.</summary>
    /// <param name="picture">What was seen.</param>
    /// <param name="wanted">The scale sets, in the order of the answer.</param>
    public static ClusterState Judge(ClusterPicture picture, IReadOnlyList<WantedScaleSet> wanted)
    {
        var trouble = new PodTrouble(new SeenEvents(picture.Events));
        var controller = ControllerTrouble.Judge(picture, trouble);
        var judge = new ScaleSetJudge(picture, new RunnerParts(picture), trouble, controller);
        return new ClusterState(picture.Namespace, controller, [.. wanted.Select(judge.Judge)], picture.Blind);
    }
}
