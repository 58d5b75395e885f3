namespace Deskrun.ScriptRunner;

/// <summary>
/// Exit codes of the built-in runner; they are the official listener's (protocol reference, process lifetime). With
/// <c>ACTIONS_RUNNER_RETURN_JOB_RESULT_FOR_HOSTED=1</c> a finished job gives 100 plus its result instead of 0.
/// </summary>
public static class ScriptRunnerExitCode
{
    /// <summary>The runner did its one job, or was told to go.</summary>
    public const int Success = 0;

    /// <summary>The runner cannot work: bad JIT config, registration gone, a server that is not ours.</summary>
    public const int TerminatedError = 1;

    /// <summary>An unexpected failure; starting again may help.</summary>
    public const int RetryableError = 2;

    /// <summary>Another session of the same runner stayed open for four minutes.</summary>
    public const int SessionConflict = 5;

    /// <summary>
    /// The service refuses this version; only with <c>ACTIONS_RUNNER_RETURN_VERSION_DEPRECATED_EXIT_CODE=1</c>, else
    /// <see cref="TerminatedError"/>.
    /// </summary>
    public const int VersionDeprecated = 7;

    /// <summary>Added to a job's result where the caller asked for it: 100 succeeded, 102 failed, 103 canceled, 105 abandoned.</summary>
    public const int JobResultOffset = 100;
}
