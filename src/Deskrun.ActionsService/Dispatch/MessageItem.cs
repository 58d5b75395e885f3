using System.Text.Json;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Dispatch;

/// <summary>One thing that a listener is told (protocol reference, section 8b).</summary>
internal sealed record MessageItem(string Type, JobRun Job, DateTimeOffset? AssignedAt = null)
{
    private const string NoTime = "0001-01-01T00:00:00Z";

    public int RunnerId { get; init; }
    public string RunnerName { get; init; } = "";
    public string? Result { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    public void Write(Utf8JsonWriter writer, Uri service, int scaleSetId, bool hideRequestId)
    {
        writer.WriteStartObject();
        writer.WriteString("messageType", Type);
        writer.WriteNumber("runnerRequestId", hideRequestId ? 0 : Job.RequestId);
        writer.WriteString("repositoryName", Job.Run.Request.Repository);
        writer.WriteString("ownerName", Job.Run.Request.Owner);
        writer.WriteString("jobId", Job.Id);
        writer.WriteString("jobWorkflowRef", Job.Run.WorkflowRef);
        writer.WriteString("jobDisplayName", Job.Name);
        writer.WriteNumber("workflowRunId", Job.Run.Id);
        writer.WriteString("eventName", Job.Run.Request.EventName);
        writer.WriteStartArray("requestLabels");
        foreach (var label in Job.Labels)
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
        WriteTime(writer, "queueTime", Job.QueuedAt);
        WriteTime(writer, "scaleSetAssignTime", AssignedAt);
        WriteTime(writer, "runnerAssignTime", StartedAt);
        WriteTime(writer, "finishTime", FinishedAt);
        if (Type == "JobAvailable")
        {
            var path = $"_apis/runtime/runnerscalesets/{scaleSetId}/acquirejobs";
            writer.WriteString("acquireJobUrl", new Uri(service, path).ToString());
        }

        if (Type is "JobStarted" or "JobCompleted")
        {
            writer.WriteNumber("runnerId", RunnerId);
            writer.WriteString("runnerName", RunnerName);
        }

        if (Result is not null)
        {
            writer.WriteString("result", Result);
        }

        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time) =>
        writer.WriteString(name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", null) ?? NoTime);
}
