using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>Body of <c>POST session</c>.</summary>
internal sealed record SessionRequest(Guid SessionId, string OwnerName, SessionAgent Agent, bool UseFipsEncryption)
    : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("sessionId", SessionId);
        json.WriteString("ownerName", OwnerName);
        json.WriteStartObject("agent");
        json.WriteNumber("id", Agent.Id);
        json.WriteString("name", Agent.Name);
        json.WriteString("version", Agent.Version);
        json.WriteString("osDescription", Agent.OsDescription);
        json.WriteEndObject();
        json.WriteBoolean("useFipsEncryption", UseFipsEncryption);
    }
}

/// <summary>Who opens a session.</summary>
internal sealed record SessionAgent(long Id, string Name, string Version, string OsDescription);

/// <summary>Body of <c>POST acknowledge</c>.</summary>
internal sealed record AcknowledgeRequest(string RunnerRequestId) : IWireBody
{
    public void Write(Utf8JsonWriter json) => json.WriteString("runnerRequestId", RunnerRequestId);
}

/// <summary>Body of <c>POST acquirejob</c>.</summary>
internal sealed record AcquireRequest(string JobMessageId, string RunnerOs, string? BillingOwnerId) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("jobMessageId", JobMessageId);
        json.WriteString("runnerOS", RunnerOs);
        json.WriteKnown("billingOwnerId", BillingOwnerId);
    }
}

/// <summary>Body of <c>POST renewjob</c>.</summary>
internal sealed record RenewRequest(string PlanId, string JobId) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("planId", PlanId);
        json.WriteString("jobId", JobId);
    }
}

/// <summary>A batch of live log lines.</summary>
internal sealed record FeedWire(int Count, IReadOnlyList<string> Value, Guid StepId, long StartLine) : IWireBody
{
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("count", Count);
        json.WriteStartArray("value");
        foreach (var line in Value)
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        json.WriteString("stepId", StepId);
        json.WriteNumber("startLine", StartLine);
    }
}
