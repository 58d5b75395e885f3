using System.Globalization;
using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Body of a <c>JobCancellation</c>.</summary>
/// <param name="JobId">Which job.</param>
/// <param name="Timeout">How long the job may take to end; at least a minute.</param>
internal sealed record CancelOrder(string JobId, TimeSpan Timeout)
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5);

    /// <summary>Reads it; null when it names no job.</summary>
    public static CancelOrder? Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var timeout = TimeSpan.TryParse(
                json.RootElement.Text("timeout"),
                CultureInfo.InvariantCulture,
                out var given
            )
                ? given
                : Usual;
            return json.RootElement.Text("jobId") is { } job
                ? new CancelOrder(job, timeout < Least ? Least : timeout)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
