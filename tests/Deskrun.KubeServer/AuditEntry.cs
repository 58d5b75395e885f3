using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.KubeServer;

/// <summary>One line of the API server's audit log.</summary>
/// <param name="Line">The whole event.</param>
public sealed record AuditEntry(JsonObject Line)
{
    /// <summary>The user who asked.</summary>
    public string User => Line.Text("user", "username") ?? "";

    /// <summary>get, list, watch, create …</summary>
    public string Verb => Line.Text("verb") ?? "";

    /// <summary>The plural of the resource with its subresource; empty for other paths.</summary>
    public string Resource =>
        (Line.Text("objectRef", "resource") ?? "")
        + (Line.Text("objectRef", "subresource") is { } subresource ? "/" + subresource : "");

    /// <summary>The namespace asked in.</summary>
    public string Namespace => Line.Text("objectRef", "namespace") ?? "";

    /// <summary>The name asked for.</summary>
    public string Name => Line.Text("objectRef", "name") ?? "";

    /// <summary>Path and query.</summary>
    public string Uri => Line.Text("requestURI") ?? "";

    /// <summary>The HTTP status code.</summary>
    public long Code => Line.Whole("responseStatus", "code") ?? 0;

    /// <summary>ResponseStarted (watches), ResponseComplete or Panic.</summary>
    public string Stage => Line.Text("stage") ?? "";

    /// <summary>When the request came in.</summary>
    public DateTimeOffset? Received => Line.Time("requestReceivedTimestamp");

    /// <summary>When this stage was reached.</summary>
    public DateTimeOffset? Reached => Line.Time("stageTimestamp");
}
