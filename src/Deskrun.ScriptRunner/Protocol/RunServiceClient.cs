using System.Globalization;
using System.Text.Json;

namespace Deskrun.ScriptRunner.Protocol;

/// <summary>The calls to the run service: take a job, keep it, finish it (protocol reference, rows 6, 7 and 14).</summary>
internal sealed class RunServiceClient(Uri url, IBearer bearer, ServiceHttp http)
{
    /// <summary>Takes the job of a message.</summary>
    /// <returns>The job message; the caller disposes it.</returns>
    public async Task<JsonDocument> AcquireAsync(string requestId, string? billingOwner, CancellationToken cancel)
    {
        var response = await http.PostAsync(
                new Uri(url, "acquirejob"),
                bearer,
                new AcquireRequest(requestId, RunnerVersion.Os, billingOwner),
                cancel
            )
            .ConfigureAwait(false);
        return response.ReadJson();
    }

    /// <summary>Extends the lease of a job.</summary>
    /// <returns>Until when it is held, if the service told.</returns>
    public async Task<DateTimeOffset?> RenewAsync(string planId, string jobId, CancellationToken cancel)
    {
        var response = await http.PostAsync(new Uri(url, "renewjob"), bearer, new RenewRequest(planId, jobId), cancel)
            .ConfigureAwait(false);
        if (!response.HasJson)
        {
            return null;
        }

        using var json = response.ReadJson();
        return DateTimeOffset.TryParse(
            json.RootElement.Text("lockedUntil"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var until
        )
            ? until
            : null;
    }

    /// <summary>Reports how the job ended.</summary>
    public async Task CompleteAsync(CompleteRequest request, CancellationToken cancel) =>
        await http.PostAsync(new Uri(url, "completejob"), bearer, request, cancel).ConfigureAwait(false);
}
