namespace Deskrun.Pools.Lifecycle;

/// <summary>The job of a runner.</summary>
/// <param name="JobId">Its key; empty when only the fact that there is a job is known.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="WorkflowRunId">Number of its run; 0 when unknown.</param>
public sealed record RunnerJob(string JobId, string Name, long WorkflowRunId)
{
    /// <summary>The service says that the runner is busy, and not with what.</summary>
    public static RunnerJob Unknown { get; } = new("", "a job that no message named", 0);
}
