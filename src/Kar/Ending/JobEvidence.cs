namespace Kar.Ending;

/// <summary>What the runner's EphemeralRunner says about a job.</summary>
internal enum JobEvidence
{
    /// <summary>There is no EphemeralRunner: nobody starts the JIT config again.</summary>
    NoEphemeralRunner,

    /// <summary><c>status.jobId</c> is set: ARC will not start the JIT config again.</summary>
    JobTaken,

    /// <summary><c>status.jobId</c> is empty: a failing exit would start the JIT config again.</summary>
    NoJobSeen,

    /// <summary>It could not be read.</summary>
    Unknown,
}
