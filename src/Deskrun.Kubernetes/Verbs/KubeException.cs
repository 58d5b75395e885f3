using System.Text.Json.Nodes;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>A request that the API server refused, or that never got an answer. The message tells request, cause and way out.</summary>
public sealed class KubeException : Exception
{
    internal KubeException(string message, Exception? inner = null)
        : base(message, inner) { }

    /// <summary>The HTTP method of the request.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path and query of the request.</summary>
    public string Path { get; init; } = "";

    /// <summary>The HTTP status code; 0 if no answer came.</summary>
    public int StatusCode { get; init; }

    /// <summary>The machine-readable reason of the server's Status object, <c>AlreadyExists</c> for instance; empty if none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The server's own words; empty if it had none.</summary>
    public string ServerMessage { get; init; } = "";

    /// <summary>How long the server asked to wait before the next try.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The server's id of the request, for a search in its audit log; empty if it gave none.</summary>
    public string AuditId { get; init; } = "";

    /// <summary>The server's Status object; null if its answer wasn't one.</summary>
    public JsonObject? Status { get; init; }

    /// <summary>
    /// Whether an earlier try of the same request may have been carried out although its answer was lost. An
    /// <see cref="AlreadyExists"/> may then be the work of this very call: judge by the object's labels.
    /// </summary>
    public bool EarlierAnswerLost { get; init; }

    /// <summary>No such object, or no such kind.</summary>
    public bool NotFound => StatusCode == 404;

    /// <summary>An object of that name exists.</summary>
    public bool AlreadyExists => StatusCode == 409 && Reason == "AlreadyExists";

    /// <summary>Somebody changed the object meanwhile, another field manager owns a field, or a precondition (uid) failed.</summary>
    public bool Conflict => StatusCode == 409 && Reason != "AlreadyExists";

    /// <summary>The resourceVersion or the continue token is too old.</summary>
    public bool Expired => StatusCode == 410;

    /// <summary>The credentials were not accepted.</summary>
    public bool Unauthorized => StatusCode == 401;

    /// <summary>A right is missing; the message tells the RBAC rule.</summary>
    public bool Forbidden => StatusCode == 403;

    /// <summary>The object is not valid for its schema.</summary>
    public bool Invalid => StatusCode is 400 or 422;

    /// <summary>No answer at all: refused or cut connection, time-out, TLS failure.</summary>
    public bool Unanswered => StatusCode == 0;
}
