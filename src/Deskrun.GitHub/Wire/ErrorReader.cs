using System.Text;
using System.Text.Json;

namespace Deskrun.GitHub.Wire;

/// <summary>Makes a typed error of an answer. It never fails: errors also come as plain text or without a body.</summary>
internal static class ErrorReader
{
    private const int LongestMessage = 500;

    private static readonly (string TypeName, ActionsServiceErrorKind Kind)[] Known =
    [
        ("AgentExistsException", ActionsServiceErrorKind.AgentExists),
        ("AgentNotFoundException", ActionsServiceErrorKind.AgentNotFound),
        ("JobStillRunningException", ActionsServiceErrorKind.JobStillRunning),
        ("RunnerScaleSetSessionConflictException", ActionsServiceErrorKind.SessionConflict),
        ("RunnerScaleSetSessionExpiredException", ActionsServiceErrorKind.SessionExpired),
        ("RunnerScaleSetNotFoundException", ActionsServiceErrorKind.ScaleSetNotFound),
        ("RunnerScaleSetExistsException", ActionsServiceErrorKind.ScaleSetExists),
    ];

    /// <param name="response">The answer.</param>
    /// <param name="known">What the error means, where the call alone says it.</param>
    public static ActionsServiceException Read(WireResponse response, ActionsServiceErrorKind? known = null)
    {
        var (typeName, message) = ReadBody(response);
        var kind = known ?? Judge(response.Status, typeName, message);
        return response.Failure(kind, Describe(kind, message), typeName);
    }

    private static ActionsServiceErrorKind Judge(int status, string typeName, string message)
    {
        foreach (var (name, kind) in Known)
        {
            if (typeName.Contains(name, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        if (status == 404 && typeName.Contains("RunnerAdminException", StringComparison.OrdinalIgnoreCase))
        {
            return ActionsServiceErrorKind.SessionEvicted;
        }

        if (
            status is 400 or 409
            && message.Contains("already exists in runner group", StringComparison.OrdinalIgnoreCase)
        )
        {
            return ActionsServiceErrorKind.ScaleSetExists;
        }

        return status switch
        {
            401 => ActionsServiceErrorKind.Unauthorized,
            403 => ActionsServiceErrorKind.Forbidden,
            404 => ActionsServiceErrorKind.NotFound,
            429 or >= 500 => ActionsServiceErrorKind.Unavailable,
            _ => ActionsServiceErrorKind.Other,
        };
    }

    private static string Describe(ActionsServiceErrorKind kind, string message)
    {
        var said = message.Length == 0 ? "the answer says no more" : message;
        return kind switch
        {
            ActionsServiceErrorKind.Unauthorized => $"{said}. The credential is wrong, expired or revoked",
            ActionsServiceErrorKind.Forbidden =>
                $"{said}. The credential lacks a permission, or a rate limit is reached",
            ActionsServiceErrorKind.NotFound => $"{said}. It doesn't exist, or the credential may not see it",
            _ => said,
        };
    }

    private static (string TypeName, string Message) ReadBody(WireResponse response)
    {
        if (response.IsEmpty)
        {
            return ("", "");
        }

        try
        {
            using var json = JsonDocument.Parse(response.Body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (Text(json.RootElement, "typeName"), Shorten(Text(json.RootElement, "message")));
            }
        }
        catch (JsonException)
        {
            // Said below, as text.
        }

        return ("", response.MediaType.Contains("html") ? "" : Shorten(Encoding.UTF8.GetString(response.Body.Span)));
    }

    private static string Text(JsonElement element, string name)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : "";
            }
        }

        return "";
    }

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestMessage ? line : $"{line[..LongestMessage]}…";
    }
}
