using System.Text.Json;
using Deskrun.ScriptRunner.Protocol;

namespace Deskrun.ScriptRunner.Listening;

/// <summary>Body of a <c>RunnerJobRequest</c>.</summary>
/// <param name="RequestId">What to acquire.</param>
/// <param name="RunServiceUrl">Where.</param>
/// <param name="BillingOwnerId">Passed on.</param>
/// <param name="Acknowledge">Whether the broker wants to be told at once.</param>
internal sealed record JobOffer(string RequestId, Uri RunServiceUrl, string? BillingOwnerId, bool Acknowledge)
{
    /// <summary>Reads it; null when it lacks what is needed.</summary>
    public static JobOffer? Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            return
                root.Text("runner_request_id") is { Length: > 0 } id
                && Uri.TryCreate(root.Text("run_service_url"), UriKind.Absolute, out var url)
                ? new JobOffer(
                    id,
                    Jobs.JobMessage.WithSlash(url),
                    root.Text("billing_owner_id"),
                    root.Flag("should_acknowledge")
                )
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
