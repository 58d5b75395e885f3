using Deskrun.RunnerContract.Graphs;
using Deskrun.RunnerContract.Judging;
using Deskrun.RunnerContract.Secrets;

namespace Kar.Running;

/// <summary>All that is decided before anything is created.</summary>
/// <param name="Graph">The RGD.</param>
/// <param name="Instances">The generated kind, as the API server serves it.</param>
/// <param name="Contract">What the RGD's annotations say.</param>
/// <param name="Completion">From what the end is learnt.</param>
/// <param name="Limits">The deadlines.</param>
/// <param name="Secret">How the JIT config reaches the compute.</param>
internal sealed record RunPlan(
    RunnerGraph Graph,
    ResourceKind Instances,
    ContractSettings Contract,
    CompletionPlan Completion,
    RunLimits Limits,
    SecretRoute Secret
);
