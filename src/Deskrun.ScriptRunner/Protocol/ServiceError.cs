using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>An error body: broker and run service use the same shape, the token service has <c>error</c> alone.</summary>
/// <param name="Source"><c>actions-broker-listener</c> or <c>actions-run-service</c>.</param>
/// <param name="Kind">Kind of a broker error, or the token service's error code.</param>
/// <param name="StatusCode">The status the service means.</param>
/// <param name="Message">What it says.</param>
internal sealed record ServiceError(string? Source, string? Kind, int? StatusCode, string? Message)
{
    private const int MostText = 200;

    /// <summary>Reads a body of any shape; what is not JSON becomes the message, cut after 200 characters.</summary>
    public static ServiceError Read(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return new ServiceError(
                root.Text("source"),
                root.Text("errorKind") ?? root.Text("error"),
                (int?)root.Number("statusCode"),
                root.Text("errorMessage")
                    ?? root.Text("error_description")
                    ?? root.Text("message")
                    ?? root.Text("error")
            );
        }
        catch (JsonException)
        {
            var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, MostText))).Trim();
            return new ServiceError(null, null, null, text.Length == 0 ? null : text);
        }
    }
}
