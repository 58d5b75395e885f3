namespace Deskrun.Workflows.Planning;

/// <summary>Answers the status functions of a job's <c>if</c>.</summary>
/// <param name="Ancestors">How the jobs ended that this one waits for, directly or through others.</param>
/// <param name="IsCancelled">Whether the run is being cancelled.</param>
internal sealed record JobStatus(ConclusionSet Ancestors, bool IsCancelled)
{
    /// <summary>The answer of a status function.</summary>
    public bool? Check(string name) =>
        name.ToLowerInvariant() switch
        {
            "always" => true,
            "cancelled" => IsCancelled,
            "success" => !IsCancelled && Ancestors.HasOnly(JobConclusion.Success),
            "failure" => !IsCancelled && Ancestors.Contains(JobConclusion.Failure),
            _ => null,
        };
}
