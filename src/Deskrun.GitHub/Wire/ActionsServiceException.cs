using System.Text;

namespace Deskrun.GitHub.Wire;

/// <summary>
/// A request that failed, with all that support asks for. Its text never holds a token or a body that was sent.
/// </summary>
public sealed class ActionsServiceException : Exception
{
    internal ActionsServiceException(ActionsServiceErrorKind kind, string reason, Exception? inner = null)
        : base(reason, inner) => Kind = kind;

    /// <summary>What the error means.</summary>
    public ActionsServiceErrorKind Kind { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>The URL, without user, password and unknown query values.</summary>
    public string Url { get; internal init; } = "";

    /// <summary>The HTTP status; null when there was no answer.</summary>
    public int? Status { get; internal init; }

    /// <summary>The service's own name for the error; empty when it gave none.</summary>
    public string TypeName { get; internal init; } = "";

    /// <summary>GitHub's id of the request (<c>X-GitHub-Request-Id</c>); empty when it gave none.</summary>
    public string RequestId { get; internal init; } = "";

    /// <summary>The Actions service's id of the request (<c>ActivityId</c>); empty when it gave none.</summary>
    public string ActivityId { get; internal init; } = "";

    /// <summary>How long the service asked to wait; null when it didn't.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>True when the same request may succeed later without anybody changing anything.</summary>
    public bool IsTransient =>
        Kind is ActionsServiceErrorKind.Unreachable or ActionsServiceErrorKind.Unavailable || RetryAfter is not null;

    /// <summary>What was tried, on what, how it ended, and the ids for support.</summary>
    public override string Message
    {
        get
        {
            var text = new StringBuilder($"{Method} {Url} failed");
            var details = new List<string>();
            Add("status", Status?.ToString());
            Add("type", TypeName);
            Add("request id", RequestId);
            Add("activity id", ActivityId);
            if (details.Count > 0)
            {
                text.Append($" ({string.Join(", ", details)})");
            }

            return text.Append(": ").Append(base.Message).ToString();

            void Add(string name, string? value)
            {
                if (!string.IsNullOrEmpty(value))
                {
                    details.Add($"{name} {value}");
                }
            }
        }
    }
}
