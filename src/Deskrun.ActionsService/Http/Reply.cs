using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Deskrun.ActionsService.Http;

/// <summary>Writes answers.</summary>
internal static class Reply
{
    /// <summary>Answers with JSON.</summary>
    public static async Task JsonAsync(HttpContext context, int status, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.Length;
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    /// <summary>Answers with a status and no body.</summary>
    public static Task Empty(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers <c>{"ok":true}</c>, as the results service does.</summary>
    public static Task OkAsync(HttpContext context) =>
        JsonAsync(
            context,
            StatusCodes.Status200OK,
            w =>
            {
                w.WriteStartObject();
                w.WriteBoolean("ok", true);
                w.WriteEndObject();
            }
        );

    /// <summary>An error in the style of GitHub's REST API (protocol reference, section 2a).</summary>
    public static Task RestErrorAsync(HttpContext context, int status, string message) =>
        JsonAsync(
            context,
            status,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("message", message);
                w.WriteString("documentation_url", "https://docs.github.com/rest");
                w.WriteString("status", status.ToString(System.Globalization.CultureInfo.InvariantCulture));
                w.WriteEndObject();
            }
        );

    /// <summary>An error in the style of the Actions service (protocol reference, section 4).</summary>
    public static Task ServiceErrorAsync(HttpContext context, ServiceError error) =>
        JsonAsync(
            context,
            error.Status,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("$id", "1");
                w.WriteNull("innerException");
                w.WriteString("message", error.Message);
                w.WriteString("typeName", $"GitHub.Actions.Runtime.WebApi.{error.Type}, GitHub.Actions.Runtime.WebApi");
                w.WriteString("typeKey", error.Type);
                w.WriteNumber("errorCode", 0);
                w.WriteNumber("eventId", 3000);
                w.WriteEndObject();
            }
        );

    /// <summary>An error of the runners' message broker.</summary>
    public static Task BrokerErrorAsync(HttpContext context, int status, string kind, string message) =>
        JsonAsync(
            context,
            status,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("source", "actions-broker-listener");
                w.WriteString("errorKind", kind);
                w.WriteNumber("statusCode", status);
                w.WriteString("errorMessage", message);
                w.WriteEndObject();
            }
        );

    /// <summary>An error of the run service.</summary>
    public static Task RunServiceErrorAsync(HttpContext context, int status, string message) =>
        JsonAsync(
            context,
            status,
            w =>
            {
                w.WriteStartObject();
                w.WriteString("source", "actions-run-service");
                w.WriteNumber("statusCode", status);
                w.WriteString("errorMessage", message);
                w.WriteEndObject();
            }
        );
}
