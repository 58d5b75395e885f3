using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Objects;

namespace Deskrun.Kubernetes.Verbs;

/// <summary>Turns answers and missing answers into exceptions that tell request, cause and way out.</summary>
internal sealed class KubeFailures(KubeConnection connection)
{
    private const int MostText = 1000;

    /// <summary>The exception of an answer that is no success.</summary>
    public KubeException Of(
        KubeCall call,
        HttpResponseMessage answer,
        byte[] body,
        TimeProvider timeProvider,
        bool lost
    )
    {
        var status = ReadStatus(body);
        var code = (int)answer.StatusCode;
        var said = status.Text("message") ?? Shorten(Encoding.UTF8.GetString(body).Trim());
        var (message, reason) = Of(call, code, status, said);
        return new KubeException(message)
        {
            Method = call.Method.Method,
            Path = call.Path,
            StatusCode = code,
            Reason = reason,
            ServerMessage = said,
            Status = status,
            RetryAfter = RetryAfter(answer.Headers, status, timeProvider),
            AuditId = answer.Headers.TryGetValues("Audit-Id", out var ids) ? ids.First() : "",
            EarlierAnswerLost = lost,
        };
    }

    /// <summary>The exception of a Status object that came inside a watch.</summary>
    public KubeException OfWatch(KubeCall call, JsonObject? status)
    {
        var code = (int)(status.Whole("code") ?? 500);
        var said = status.Text("message") ?? "";
        var (message, reason) = Of(call, code, status, said);
        return new KubeException(message)
        {
            Method = call.Method.Method,
            Path = call.Path,
            StatusCode = code,
            Reason = reason,
            ServerMessage = said,
            Status = status,
        };
    }

    /// <summary>The exception of a request that got no answer.</summary>
    public KubeException Unanswered(KubeCall call, Exception cause, bool lost)
    {
        var why = cause is OperationCanceledException ? "no answer in time" : Innermost(cause);
        var way = Certificate(cause)
            ? $"; the server at {connection.Server} does not show a certificate of the authority in {connection.Origin}"
            : $"; is {connection.Server} ({connection.Origin}) the right server, and does it run?";
        return new KubeException($"{call.Method} {call.Path} got no answer: {why}{way}", cause)
        {
            Method = call.Method.Method,
            Path = call.Path,
            EarlierAnswerLost = lost,
        };
    }

    /// <summary>Whether the server showed a certificate that isn't trusted: trying again helps nothing.</summary>
    public static bool Certificate(Exception cause) =>
        cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
        && cause.InnerException is AuthenticationException { InnerException: null };

    private (string Message, string Reason) Of(KubeCall call, int code, JsonObject? status, string said)
    {
        var reason = status.Text("reason") ?? "";
        var message = new StringBuilder($"{call.Method} {call.Path} was refused: {code}");
        message.Append(reason.Length > 0 ? " " + reason : "").Append(said.Length > 0 ? ": " + said : "");
        switch (code)
        {
            case 401:
                message.Append($"; the credentials of {connection.Origin} are not accepted");
                break;
            case 403 when call.Kind is { } kind:
                message.Append("; the rule that allows it: ").Append(Rule(call, kind));
                break;
        }

        return (message.ToString(), reason);
    }

    private static string Rule(KubeCall call, ResourceKind kind)
    {
        var where = call.Space is null ? "in a ClusterRole" : $"in a Role in namespace {call.Space}";
        return $"{RuleText.Of(kind, call.Subresource, call.Verb)} {where}";
    }

    private static JsonObject? ReadStatus(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) is JsonObject found && found.Text("kind") == "Status" ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseHeaders headers, JsonObject? status, TimeProvider timeProvider) =>
        headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > timeProvider.GetUtcNow() => date - timeProvider.GetUtcNow(),
            _ => status.Whole("details", "retryAfterSeconds") is { } seconds and > 0
                ? TimeSpan.FromSeconds(seconds)
                : null,
        };

    private static string Innermost(Exception cause)
    {
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause.Message;
    }

    private static string Shorten(string text) => text.Length <= MostText ? text : text[..MostText] + "…";
}
