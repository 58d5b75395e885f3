using Deskrun.RunnerContract.Graphs;

namespace Deskrun.RunnerContract.Judging;

/// <summary>From what kar will learn how the compute does, decided from the RGD before anything is created.</summary>
/// <param name="Source">The source.</param>
/// <param name="Compute">The resource in which the job runs, when the RGD shows one; also used to explain a wait.</param>
/// <param name="Why">The reason, in words.</param>
/// <param name="TellsRunning">Whether the source shows that the compute runs; else KRO's ACTIVE stands for it.</param>
public sealed record CompletionPlan(CompletionSource Source, GraphNode? Compute, string Why, bool TellsRunning)
{
    /// <summary>Decides: the RGD's word first, then the contract's fields, then a compute kind that is known.</summary>
    public static CompletionPlan Decide(RunnerGraph graph, ContractSettings settings)
    {
        var compute = ComputeKinds.Choose(graph, settings);
        var declared = StatusContract.DeclaredSource(graph, settings);
        var phase =
            settings.PhasePath is not null
            || graph.StatusSchema.At("runner", "phase") is not null
            || graph.StatusSchema.At("phase") is not null;
        switch (settings.Completion)
        {
            case CompletionSource.Ready:
                return new(
                    CompletionSource.Ready,
                    compute,
                    $"{ContractKeys.Completion}=ready: ACTIVE means finished",
                    false
                );
            case CompletionSource.Status:
                return new(CompletionSource.Status, compute, $"{ContractKeys.Completion}=status", phase);
            case CompletionSource.Child when compute is not null:
                return new(
                    CompletionSource.Child,
                    compute,
                    $"{ContractKeys.Completion}=child: {compute.Kind} {compute.Id}",
                    true
                );
        }

        return declared is not null ? new(CompletionSource.Status, compute, $"the RGD projects {declared}", phase)
            : compute is not null
                ? new(
                    CompletionSource.Child,
                    compute,
                    $"the RGD projects no phase; its {compute.Kind} {compute.Id} is judged",
                    true
                )
            : new(CompletionSource.None, null, NothingTells, false);
    }

    private const string NothingTells =
        "the RGD projects neither phase nor exitCode and makes no Pod, Job, VirtualMachine(Instance) or EC2 Instance: "
        + "only the deletion of the instance or a time-out will end a job";
}
