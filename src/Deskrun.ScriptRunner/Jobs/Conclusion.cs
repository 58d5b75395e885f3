namespace Deskrun.ScriptRunner.Jobs;

/// <summary>How a step or job ended. The numbers are the official runner's and make its exit codes of 100 and more.</summary>
internal enum Conclusion
{
    /// <summary>All went well.</summary>
    Succeeded = 0,

    /// <summary>Something failed.</summary>
    Failed = 2,

    /// <summary>It was cancelled.</summary>
    Canceled = 3,

    /// <summary>It did not run.</summary>
    Skipped = 4,

    /// <summary>The job stopped being ours.</summary>
    Abandoned = 5,
}
