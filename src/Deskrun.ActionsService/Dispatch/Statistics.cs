using System.Text.Json;

namespace Deskrun.ActionsService.Dispatch;

/// <summary>The seven numbers that the service tells of a scale set (protocol reference, section 7).</summary>
internal sealed record Statistics(
    int Available,
    int Acquired,
    int Assigned,
    int Running,
    int Registered,
    int Busy,
    int Idle
)
{
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("totalAvailableJobs", Available);
        writer.WriteNumber("totalAcquiredJobs", Acquired);
        writer.WriteNumber("totalAssignedJobs", Assigned);
        writer.WriteNumber("totalRunningJobs", Running);
        writer.WriteNumber("totalRegisteredRunners", Registered);
        writer.WriteNumber("totalBusyRunners", Busy);
        writer.WriteNumber("totalIdleRunners", Idle);
        writer.WriteEndObject();
    }
}
