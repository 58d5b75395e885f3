namespace Deskrun.GitHub.Wire.Json;

internal sealed class SessionAnswer
{
    public string? SessionId { get; set; }

    public string? OwnerName { get; set; }

    public string? MessageQueueUrl { get; set; }

    public string? MessageQueueAccessToken { get; set; }

    public StatisticsAnswer? Statistics { get; set; }
}

internal sealed class MessageAnswer
{
    public long? MessageId { get; set; }

    public string? MessageType { get; set; }

    public string? Body { get; set; }

    public StatisticsAnswer? Statistics { get; set; }
}

/// <summary>One item of a message's body. Times are text: the year 1 stands for "not yet".</summary>
internal sealed class JobAnswer
{
    public string? MessageType { get; set; }

    public long? RunnerRequestId { get; set; }

    public string? RepositoryName { get; set; }

    public string? OwnerName { get; set; }

    public string? JobId { get; set; }

    public string? JobWorkflowRef { get; set; }

    public string? JobDisplayName { get; set; }

    public long? WorkflowRunId { get; set; }

    public string? EventName { get; set; }

    public List<string?>? RequestLabels { get; set; }

    public string? QueueTime { get; set; }

    public string? ScaleSetAssignTime { get; set; }

    public string? RunnerAssignTime { get; set; }

    public string? FinishTime { get; set; }

    public int? RunnerId { get; set; }

    public string? RunnerName { get; set; }

    public string? Result { get; set; }
}
