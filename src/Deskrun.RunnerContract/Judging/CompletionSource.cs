namespace Deskrun.RunnerContract.Judging;

/// <summary>What tells kar that the compute runs and how it ended.</summary>
public enum CompletionSource
{
    /// <summary>The contract's fields in the instance's status.</summary>
    Status,

    /// <summary>The object in which the job runs.</summary>
    Child,

    /// <summary>The instance is ACTIVE; only when the RGD says that this means finished.</summary>
    Ready,

    /// <summary>Nothing: only the deletion of the instance and the deadlines end such a job.</summary>
    None,
}
