using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging.Children;

namespace Deskrun.RunnerContract.Judging;

/// <summary>The kinds of object in which a job can run, and which of a graph's resources that is.</summary>
public static class ComputeKinds
{
    // A machine that contains others wins: a VM's helper Pod is not the compute.
    private static readonly IReadOnlyList<IChildJudge> _judges =
    [
        new VirtualMachineInstanceJudge(),
        new VirtualMachineJudge(),
        new JobJudge(),
        new PodJudge(),
        new Ec2InstanceJudge(),
    ];

    /// <summary>The judge of a kind; null when the kind cannot be judged.</summary>
    public static IChildJudge? JudgeOf(string group, string kind) =>
        _judges.FirstOrDefault(j => j.Kind == kind && j.Group == group);

    /// <summary>The resource that is the compute; null when none can be.</summary>
    public static GraphNode? Choose(RunnerGraph graph, ContractSettings settings)
    {
        var candidates = graph.Nodes.Where(n => !n.IsExternal && JudgeOf(n.Group, n.Kind) is not null).ToList();
        return settings.Compute is { } id
            ? candidates.FirstOrDefault(n => n.Id == id)
            : candidates.OrderBy(n => Rank(n.Group, n.Kind)).FirstOrDefault();
    }

    private static int Rank(string group, string kind)
    {
        for (var i = 0; i < _judges.Count; i++)
        {
            if (_judges[i].Kind == kind && _judges[i].Group == group)
            {
                return i;
            }
        }

        return int.MaxValue;
    }
}
