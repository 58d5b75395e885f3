using System.Text.Json;
using Deskrun.ActionsService.Runs;

namespace Deskrun.ActionsService.Rest;

/// <summary>Writes runs and jobs with the property names of GitHub's REST API.</summary>
internal static class RunJson
{
    public static void Write(Utf8JsonWriter writer, WorkflowRun run)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", run.Id);
        writer.WriteString("name", run.Request.Workflow.Name);
        writer.WriteString("path", run.Request.WorkflowPath);
        writer.WriteNumber("run_number", run.Number);
        writer.WriteNumber("run_attempt", 1);
        writer.WriteString("event", run.Request.EventName);
        writer.WriteString("head_sha", run.Request.Sha);
        writer.WriteString("head_branch", run.Request.Ref);
        var started = run.Jobs.Any(j => j.State is JobState.Running or JobState.Completed);
        WriteState(
            writer,
            run.Conclusion is not null ? "completed"
                : started ? "in_progress"
                : "queued",
            run.Conclusion
        );
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, JobRun job)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", job.RequestId);
        writer.WriteString("node_id", job.Id);
        writer.WriteNumber("run_id", job.Run.Id);
        writer.WriteString("name", job.Name);
        writer.WriteNumber("attempt", job.Attempt);
        var status = job.State switch
        {
            JobState.Running => "in_progress",
            JobState.Completed => "completed",
            _ => "queued",
        };
        WriteState(writer, status, job.Conclusion);
        writer.WriteString("reason", job.Reason);
        WriteTime(writer, "created_at", job.QueuedAt);
        WriteTime(writer, "started_at", job.StartedAt);
        WriteTime(writer, "completed_at", job.CompletedAt);
        writer.WriteString("runner_name", job.Runner);
        writer.WriteStartArray("labels");
        foreach (var label in job.Labels)
        {
            writer.WriteStringValue(label);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("steps");
        foreach (var step in job.Steps)
        {
            Write(writer, step);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, StepRun step)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", step.Number);
        writer.WriteString("name", step.Name);
        var status = step.StartedAt is null ? "queued" : "in_progress";
        WriteState(writer, step.Conclusion is not null ? "completed" : status, step.Conclusion);
        WriteTime(writer, "started_at", step.StartedAt);
        WriteTime(writer, "completed_at", step.CompletedAt);
        writer.WriteEndObject();
    }

    private static void WriteState(Utf8JsonWriter writer, string status, JobConclusion? conclusion)
    {
        writer.WriteString("status", status);
        writer.WriteString("conclusion", conclusion?.ToString().ToLowerInvariant());
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            writer.WriteString(name, value.UtcDateTime);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
