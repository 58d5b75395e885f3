namespace Deskrun.ActionsService.Faults;

/// <summary>The faults that happen a given number of times.</summary>
internal enum Fault
{
    EmptyMessageQueueUrl,
    EvictSession,
    VanishScaleSet,
    AgentExists,
    JobStillRunning,
    StatisticsLag,
    DuplicateJobCompleted,
}
