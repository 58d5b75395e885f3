using System.Text.Json.Serialization;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Body of <c>POST session</c>.</summary>
internal sealed record SessionRequest(Guid SessionId, string OwnerName, SessionAgent Agent, bool UseFipsEncryption);

/// <summary>Who opens a session.</summary>
internal sealed record SessionAgent(long Id, string Name, string Version, string OsDescription);

/// <summary>Body of <c>POST acknowledge</c>.</summary>
internal sealed record AcknowledgeRequest(string RunnerRequestId);

/// <summary>Body of <c>POST acquirejob</c>.</summary>
internal sealed record AcquireRequest(
    string JobMessageId,
    [property: JsonPropertyName("runnerOS")] string RunnerOs,
    string? BillingOwnerId
);

/// <summary>Body of <c>POST renewjob</c>.</summary>
internal sealed record RenewRequest(string PlanId, string JobId);

/// <summary>Body of <c>POST completejob</c>.</summary>
internal sealed record CompleteRequest(
    string PlanId,
    string JobId,
    string Conclusion,
    IReadOnlyDictionary<string, OutputWire>? Outputs,
    IReadOnlyList<StepResultWire> StepResults,
    IReadOnlyList<AnnotationWire>? Annotations,
    string? BillingOwnerId
);

/// <summary>A job output.</summary>
internal sealed record OutputWire(string Value);

/// <summary>How a step ended.</summary>
internal sealed record StepResultWire(
    [property: JsonPropertyName("external_id")] Guid ExternalId,
    int Number,
    string Name,
    [property: JsonPropertyName("action_name")] string? ActionName,
    string Type,
    string Status,
    string Conclusion,
    [property: JsonPropertyName("started_at")] DateTimeOffset? StartedAt,
    [property: JsonPropertyName("completed_at")] DateTimeOffset? CompletedAt,
    [property: JsonPropertyName("completed_log_lines")] long CompletedLogLines,
    IReadOnlyList<AnnotationWire> Annotations
);

/// <summary>An annotation; zero lines and columns are left out.</summary>
internal sealed record AnnotationWire(
    string Level,
    string Message,
    string? Title,
    string? Path,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long StartLine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long EndLine,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long StartColumn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long EndColumn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long StepNumber
);

/// <summary>A batch of live log lines.</summary>
internal sealed record FeedWire(int Count, IReadOnlyList<string> Value, Guid StepId, long StartLine);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SessionRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(AcquireRequest))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(CompleteRequest))]
[JsonSerializable(typeof(FeedWire))]
internal sealed partial class RunnerJson : JsonSerializerContext;
