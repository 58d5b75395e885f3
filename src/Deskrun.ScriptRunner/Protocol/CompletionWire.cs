using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Body of <c>POST completejob</c>.</summary>
internal sealed record CompleteRequest(
    string PlanId,
    string JobId,
    string Conclusion,
    IReadOnlyDictionary<string, string> Outputs,
    IReadOnlyList<StepResultWire> StepResults,
    string? BillingOwnerId
) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("planId", PlanId);
        json.WriteString("jobId", JobId);
        json.WriteString("conclusion", Conclusion);
        json.WriteStartObject("outputs");
        foreach (var (name, value) in Outputs)
        {
            json.WriteStartObject(name);
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("stepResults");
        foreach (var step in StepResults)
        {
            step.Write(json);
        }

        json.WriteEndArray();
        json.WriteKnown("billingOwnerId", BillingOwnerId);
    }
}

/// <summary>How a step ended.</summary>
internal sealed record StepResultWire(
    Guid ExternalId,
    int Number,
    string Name,
    string? ActionName,
    string Type,
    string Status,
    string Conclusion,
    DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt,
    long CompletedLogLines,
    IReadOnlyList<AnnotationWire> Annotations
)
{
    /// <summary>Writes it as one value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("external_id", ExternalId);
        json.WriteNumber("number", Number);
        json.WriteString("name", Name);
        json.WriteKnown("action_name", ActionName);
        json.WriteString("type", Type);
        json.WriteString("status", Status);
        json.WriteString("conclusion", Conclusion);
        if (StartedAt is { } started)
        {
            json.WriteString("started_at", started);
        }

        if (CompletedAt is { } completed)
        {
            json.WriteString("completed_at", completed);
        }

        json.WriteNumber("completed_log_lines", CompletedLogLines);
        json.WriteStartArray("annotations");
        foreach (var annotation in Annotations)
        {
            annotation.Write(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>An annotation; zero lines and columns are left out.</summary>
internal sealed record AnnotationWire(
    string Level,
    string Message,
    string? Title,
    string? Path,
    long StartLine,
    long EndLine,
    long StartColumn,
    long EndColumn,
    long StepNumber
)
{
    /// <summary>Writes it as one value.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("level", Level);
        json.WriteString("message", Message);
        json.WriteKnown("title", Title);
        json.WriteKnown("path", Path);
        json.WriteKnown("startLine", StartLine);
        json.WriteKnown("endLine", EndLine);
        json.WriteKnown("startColumn", StartColumn);
        json.WriteKnown("endColumn", EndColumn);
        json.WriteKnown("stepNumber", StepNumber);
        json.WriteEndObject();
    }
}
