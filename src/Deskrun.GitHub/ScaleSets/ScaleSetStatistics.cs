namespace Deskrun.GitHub.ScaleSets;

/// <summary>The service's own counts for one scale set, always current. Source: protocol reference, section 7.</summary>
/// <param name="TotalAvailableJobs">Jobs that match the labels and are not acquired.</param>
/// <param name="TotalAcquiredJobs">Jobs that are acquired and not assigned to a runner.</param>
/// <param name="TotalAssignedJobs">Jobs that wait for a runner or run.</param>
/// <param name="TotalRunningJobs">Jobs that run.</param>
/// <param name="TotalRegisteredRunners">Runners registered in the scale set.</param>
/// <param name="TotalBusyRunners">Registered runners with a job.</param>
/// <param name="TotalIdleRunners">Registered runners that are online without a job.</param>
public sealed record ScaleSetStatistics(
    int TotalAvailableJobs,
    int TotalAcquiredJobs,
    int TotalAssignedJobs,
    int TotalRunningJobs,
    int TotalRegisteredRunners,
    int TotalBusyRunners,
    int TotalIdleRunners
);
