using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Asks for a signed blob URL; the step is left out for the job's log.</summary>
internal sealed record SignedUrlRequest(
    string WorkflowJobRunBackendId,
    string WorkflowRunBackendId,
    string? StepBackendId
) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("workflow_job_run_backend_id", WorkflowJobRunBackendId);
        json.WriteString("workflow_run_backend_id", WorkflowRunBackendId);
        json.WriteKnown("step_backend_id", StepBackendId);
    }
}

/// <summary>Tells that a log was uploaded.</summary>
internal sealed record LogMetadataRequest(
    string WorkflowRunBackendId,
    string WorkflowJobRunBackendId,
    string? StepBackendId,
    string UploadedAt,
    long LineCount
) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("workflow_run_backend_id", WorkflowRunBackendId);
        json.WriteString("workflow_job_run_backend_id", WorkflowJobRunBackendId);
        json.WriteKnown("step_backend_id", StepBackendId);
        json.WriteString("uploaded_at", UploadedAt);
        json.WriteNumber("line_count", LineCount);
    }
}

/// <summary>Tells that a step's summary was uploaded.</summary>
internal sealed record SummaryMetadataRequest(
    string StepBackendId,
    string WorkflowRunBackendId,
    string WorkflowJobRunBackendId,
    long Size,
    string UploadedAt
) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("step_backend_id", StepBackendId);
        json.WriteString("workflow_run_backend_id", WorkflowRunBackendId);
        json.WriteString("workflow_job_run_backend_id", WorkflowJobRunBackendId);
        json.WriteNumber("size", Size);
        json.WriteString("uploaded_at", UploadedAt);
    }
}

/// <summary>Reports steps that changed.</summary>
internal sealed record StepsUpdateRequest(
    IReadOnlyList<StepUpdate> Steps,
    long ChangeOrder,
    string WorkflowJobRunBackendId,
    string WorkflowRunBackendId
) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("steps");
        foreach (var step in Steps)
        {
            step.Write(json);
        }

        json.WriteEndArray();
        json.WriteNumber("change_order", ChangeOrder);
        json.WriteString("workflow_job_run_backend_id", WorkflowJobRunBackendId);
        json.WriteString("workflow_run_backend_id", WorkflowRunBackendId);
    }
}

/// <summary>State of one step: status 3 in progress, 5 pending, 6 completed; conclusion 0, 2, 3, 4 or 7.</summary>
internal sealed record StepUpdate(
    string ExternalId,
    int Number,
    string Name,
    int Status,
    string? StartedAt,
    string? CompletedAt,
    int Conclusion
)
{
    /// <summary>Writes it as one value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("external_id", ExternalId);
        json.WriteNumber("number", Number);
        json.WriteString("name", Name);
        json.WriteNumber("status", Status);
        json.WriteKnown("started_at", StartedAt);
        json.WriteKnown("completed_at", CompletedAt);
        json.WriteNumber("conclusion", Conclusion);
        json.WriteEndObject();
    }
}
