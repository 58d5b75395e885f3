namespace Deskrun.Workflows.Planning;

/// <summary>How a job or a run ended.</summary>
public enum JobConclusion
{
    /// <summary>It did what it should.</summary>
    Success,

    /// <summary>It failed.</summary>
    Failure,

    /// <summary>It was cancelled.</summary>
    Cancelled,

    /// <summary>It never ran, because its condition was false.</summary>
    Skipped,
}
