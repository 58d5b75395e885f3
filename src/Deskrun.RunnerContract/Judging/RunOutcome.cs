namespace Deskrun.RunnerContract.Judging;

/// <summary>How the compute of one runner ended. It says nothing of the job's conclusion, which only GitHub knows.</summary>
public enum RunOutcome
{
    /// <summary>The compute ended well.</summary>
    Succeeded,

    /// <summary>The compute ended badly.</summary>
    Failed,

    /// <summary>The compute vanished or was replaced before its end was seen.</summary>
    Lost,

    /// <summary>Somebody else deleted the instance.</summary>
    Cancelled,

    /// <summary>KRO could not make the compute.</summary>
    ProvisionFailed,

    /// <summary>The compute did not run in time.</summary>
    ProvisionTimeout,

    /// <summary>The compute ran longer than allowed.</summary>
    JobTimeout,

    /// <summary>The compute ran, but no job came in time.</summary>
    IdleTimeout,

    /// <summary>This process was told to stop.</summary>
    Stopped,
}
