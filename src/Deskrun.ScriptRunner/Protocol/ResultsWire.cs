using System.Text.Json.Serialization;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Asks for a signed blob URL; the step is left out for the job's log.</summary>
internal sealed record SignedUrlRequest(
    string WorkflowJobRunBackendId,
    string WorkflowRunBackendId,
    string? StepBackendId
);

/// <summary>Tells that a log was uploaded.</summary>
internal sealed record LogMetadataRequest(
    string WorkflowRunBackendId,
    string WorkflowJobRunBackendId,
    string? StepBackendId,
    string UploadedAt,
    long LineCount
);

/// <summary>Tells that a step's summary was uploaded.</summary>
internal sealed record SummaryMetadataRequest(
    string StepBackendId,
    string WorkflowRunBackendId,
    string WorkflowJobRunBackendId,
    long Size,
    string UploadedAt
);

/// <summary>Reports steps that changed.</summary>
internal sealed record StepsUpdateRequest(
    IReadOnlyList<StepUpdate> Steps,
    long ChangeOrder,
    string WorkflowJobRunBackendId,
    string WorkflowRunBackendId
);

/// <summary>State of one step: status 3 in progress, 5 pending, 6 completed; conclusion 0, 2, 3, 4 or 7.</summary>
internal sealed record StepUpdate(
    string ExternalId,
    int Number,
    string Name,
    int Status,
    string? StartedAt,
    string? CompletedAt,
    int Conclusion
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SignedUrlRequest))]
[JsonSerializable(typeof(LogMetadataRequest))]
[JsonSerializable(typeof(SummaryMetadataRequest))]
[JsonSerializable(typeof(StepsUpdateRequest))]
internal sealed partial class ResultsJson : JsonSerializerContext;
