using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

internal static class StatisticsReader
{
    public static ScaleSetStatistics? Read(StatisticsAnswer? answer) =>
        answer is null
            ? null
            : new ScaleSetStatistics(
                answer.TotalAvailableJobs ?? 0,
                answer.TotalAcquiredJobs ?? 0,
                answer.TotalAssignedJobs ?? 0,
                answer.TotalRunningJobs ?? 0,
                answer.TotalRegisteredRunners ?? 0,
                answer.TotalBusyRunners ?? 0,
                answer.TotalIdleRunners ?? 0
            );
}
