using System.Net;
using Deskrun.GitHub.Wire;
using Deskrun.GitHub.Wire.Json;

namespace Deskrun.GitHub.ScaleSets;

public sealed partial class ActionsServiceClient
{
    /// <summary>Opens the message session of a scale set; a scale set has one at a time.</summary>
    /// <param name="scaleSetId">The scale set.</param>
    /// <param name="ownerName">Who listens, for people: usually the machine's name.</param>
    /// <param name="cancellation">Ends the call; a session may have been opened nevertheless.</param>
    /// <exception cref="ActionsServiceException">
    /// Kind <see cref="ActionsServiceErrorKind.SessionConflict"/>: another listener is alive, or died a few minutes ago.
    /// Kind <see cref="ActionsServiceErrorKind.ScaleSetNotFound"/>: the scale set is gone.
    /// </exception>
    public async Task<MessageSession> OpenSessionAsync(
        int scaleSetId,
        string ownerName,
        CancellationToken cancellation
    ) => new(this, scaleSetId, ownerName, await PostSessionAsync(scaleSetId, ownerName, cancellation));

    internal async Task<SessionLease> PostSessionAsync(int scaleSetId, string owner, CancellationToken cancellation)
    {
        var call = new AdminCall(HttpMethod.Post, $"{ScaleSetsPath}/{scaleSetId}/sessions", 200, 201, 404)
        {
            Body = JsonBody.Write(json => json.WriteString("ownerName", owner)),
            ScaleSetId = scaleSetId,
        };
        var response = await CallAsync(call, cancellation);
        return response.Status == 404
            // Whatever name the error has: nothing else than the scale set can be missing here.
            ? throw ErrorReader.Read(response, ActionsServiceErrorKind.ScaleSetNotFound)
            : SessionLease.Read(response, Time.GetUtcNow());
    }

    internal async Task<SessionLease> PatchSessionAsync(
        int scaleSetId,
        string sessionId,
        bool singleTry,
        CancellationToken cancellation
    )
    {
        var path = $"{ScaleSetsPath}/{scaleSetId}/sessions/{Escape(sessionId)}";
        var call = new AdminCall(HttpMethod.Patch, path, 200) { ScaleSetId = scaleSetId, SingleTry = singleTry };
        return SessionLease.Read(await CallAsync(call, cancellation), Time.GetUtcNow());
    }

    internal async Task DeleteSessionAsync(int scaleSetId, string sessionId, CancellationToken cancellation)
    {
        var path = $"{ScaleSetsPath}/{scaleSetId}/sessions/{Escape(sessionId)}";
        try
        {
            var call = new AdminCall(HttpMethod.Delete, path, 204, 200, 404) { ScaleSetId = scaleSetId };
            await CallAsync(call, cancellation);
        }
        catch (ActionsServiceException e) when (e.Kind == ActionsServiceErrorKind.SessionExpired)
        {
            // Gone already, which is what was wanted.
        }
    }

    /// <summary>One poll; null when it brought nothing. It isn't tried again here: the listener does, and tells it.</summary>
    internal async Task<ScaleSetMessage?> PollAsync(
        SessionLease lease,
        int scaleSetId,
        long lastMessageId,
        int maxCapacity,
        CancellationToken cancellation
    )
    {
        var request = QueueRequest(HttpMethod.Get, lease.PollUrl(lastMessageId), lease, scaleSetId) with
        {
            Accept = "application/json; api-version=6.0-preview",
            ContentType = null,
            MaxCapacity = Math.Max(0, maxCapacity),
            TryTimeout = _options.PollTimeout,
            SingleTry = true,
            Expected = [200, 202, 204],
        };
        var response = await _pipeline.SendAsync(request, cancellation);
        return response.Status == (int)HttpStatusCode.OK && !response.IsEmpty ? MessageReader.Read(response) : null;
    }

    /// <summary>Deletes a message. One that is gone is acknowledged already.</summary>
    internal async Task DeleteMessageAsync(
        SessionLease lease,
        int scaleSetId,
        long messageId,
        CancellationToken cancellation
    )
    {
        var request = QueueRequest(HttpMethod.Delete, lease.MessageUrl(messageId), lease, scaleSetId) with
        {
            Expected = [200, 202, 204, 404],
        };
        await _pipeline.SendAsync(request, cancellation);
    }

    /// <summary>Acquires jobs: at the service's URL, but with the queue's token.</summary>
    internal async Task<IReadOnlyList<long>> AcquireJobsAsync(
        SessionLease lease,
        int scaleSetId,
        IReadOnlyCollection<long> requestIds,
        CancellationToken cancellation
    )
    {
        var connection = await _admin.GetAsync(cancellation);
        var call = new AdminCall(HttpMethod.Post, $"{ScaleSetsPath}/{scaleSetId}/acquirejobs", 200)
        {
            Body = JsonBody.Write(requestIds),
            ScaleSetId = scaleSetId,
        };
        var response = await _pipeline.SendAsync(Request(call, connection, lease.Token), cancellation);
        return response.Read(WireJson.Default.Numbers).Value ?? [];
    }

    /// <summary>The jobs that wait to be acquired; null where the service has no such list.</summary>
    internal async Task<IReadOnlyList<JobAvailable>?> ListAcquirableJobsAsync(
        int scaleSetId,
        CancellationToken cancellation
    )
    {
        var path = $"{ScaleSetsPath}/{scaleSetId}/acquirablejobs";
        var call = new AdminCall(HttpMethod.Get, path, 200, 204, 404, 405)
        {
            ScaleSetId = scaleSetId,
            SingleTry = true,
        };
        var response = await CallAsync(call, cancellation);
        return response switch
        {
            { Status: 404 or 405 } => null,
            { IsEmpty: true } => [],
            _ => [.. MessageReader.ReadAcquirable(response)],
        };
    }

    private WireRequest QueueRequest(HttpMethod method, Uri url, SessionLease lease, int scaleSetId) =>
        new(method, url)
        {
            Authorization = $"Bearer {lease.Token}",
            UserAgent = _options.Identity.UserAgent(scaleSetId),
        };
}
