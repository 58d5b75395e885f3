using System.Net;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>A service answered a request with an error.</summary>
internal sealed class ServiceException(string request, HttpStatusCode status, ServiceError error)
    : Exception($"{request} was answered {(int)status}{(error.Message is { } text ? $": {text}" : "")}")
{
    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; } = status;

    /// <summary>What the body said.</summary>
    public ServiceError Error { get; } = error;

    /// <summary>Whether the run service told that the job is none of ours (any more).</summary>
    public bool IsRunService(params ReadOnlySpan<int> statuses) =>
        Error.Source == "actions-run-service" && statuses.Contains(Error.StatusCode ?? (int)Status);

    /// <summary>Whether the broker named this kind of error.</summary>
    public bool IsBroker(string kind) =>
        Error.Source == "actions-broker-listener"
        && string.Equals(Error.Kind, kind, StringComparison.OrdinalIgnoreCase);
}
