using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.ScaleSets;

/// <summary>
/// The message session of a scale set. Its token is renewed ten minutes before it ends, and whenever the service
/// refuses it; a session that the service dropped is replaced by a new one. Another listener's session is never touched.
/// Source: protocol reference, sections 7 and 8.
/// </summary>
public sealed class MessageSession
{
    private readonly ActionsServiceClient _client;
    private readonly string _owner;
    private readonly SemaphoreSlim _renewing = new(1, 1);
    private volatile SessionLease _lease;

    internal MessageSession(ActionsServiceClient client, int scaleSetId, string owner, SessionLease lease)
    {
        _client = client;
        _owner = owner;
        _lease = lease;
        ScaleSetId = scaleSetId;
    }

    /// <summary>The scale set.</summary>
    public int ScaleSetId { get; }

    /// <summary>The session's id; another one after the service dropped the session.</summary>
    public string SessionId => _lease.SessionId;

    /// <summary>The counts that came with the newest grant; null when the service gave none.</summary>
    public ScaleSetStatistics? Statistics => _lease.Statistics;

    /// <summary>Waits for the next message, about 50 seconds at most; null when there was none.</summary>
    /// <param name="lastMessageId">The last message that was acknowledged; 0 at first.</param>
    /// <param name="maxCapacity">The most runners that this client can have, busy ones included.</param>
    /// <param name="cancellation">Ends the wait. A message that was on its way comes again.</param>
    /// <param name="replaced">
    /// Called when the service had dropped the session, before the poll of the new one waits: its counts need not wait.
    /// </param>
    public async Task<ScaleSetMessage?> PollAsync(
        long lastMessageId,
        int maxCapacity,
        CancellationToken cancellation,
        Func<Task>? replaced = null
    )
    {
        var known = SessionId;
        if (_lease.RenewAt is { } due && _client.Time.GetUtcNow() >= due)
        {
            await RenewEarlyAsync(cancellation);
        }

        return await WithLeaseAsync(
            async lease =>
            {
                if (replaced is not null && lease.SessionId != known)
                {
                    known = lease.SessionId;
                    await replaced();
                }

                return await _client.PollAsync(lease, ScaleSetId, lastMessageId, maxCapacity, cancellation);
            },
            // A queue that isn't found belongs to a session that isn't there any more.
            status => status is 401 or 404,
            cancellation
        );
    }

    /// <summary>Deletes a message, which says that it was handled.</summary>
    public async Task AcknowledgeAsync(long messageId, CancellationToken cancellation) =>
        await WithLeaseAsync(
            async lease =>
            {
                await _client.DeleteMessageAsync(lease, ScaleSetId, messageId, cancellation);
                return true;
            },
            status => status is 401,
            cancellation
        );

    /// <summary>Acquires jobs by their request numbers.</summary>
    /// <returns>Those that were really acquired; others may have been faster for the rest.</returns>
    public async Task<IReadOnlyList<long>> AcquireAsync(
        IReadOnlyCollection<long> requestIds,
        CancellationToken cancellation
    ) =>
        await WithLeaseAsync(
            lease => _client.AcquireJobsAsync(lease, ScaleSetId, requestIds, cancellation),
            status => status is 401,
            cancellation
        );

    /// <summary>Ends the session. One that is gone is no error.</summary>
    public async Task DeleteAsync(CancellationToken cancellation) =>
        await _client.DeleteSessionAsync(ScaleSetId, SessionId, cancellation);

    private async Task<T> WithLeaseAsync<T>(
        Func<SessionLease, Task<T>> call,
        Func<int?, bool> isRefused,
        CancellationToken cancellation
    )
    {
        var lease = _lease;
        if (!lease.IsUsable)
        {
            lease = await RenewAsync(lease, singleTry: true, cancellation);
        }

        try
        {
            return await call(lease);
        }
        catch (ActionsServiceException e) when (isRefused(e.Status))
        {
            lease = await RenewAsync(lease, singleTry: false, cancellation);
            return await call(lease);
        }
    }

    private async Task RenewEarlyAsync(CancellationToken cancellation)
    {
        try
        {
            await RenewAsync(_lease, singleTry: true, cancellation);
        }
        catch (ActionsServiceException e) when (e.IsTransient)
        {
            // The token in hand still works; the next poll tries again.
        }
    }

    private async Task<SessionLease> RenewAsync(SessionLease old, bool singleTry, CancellationToken cancellation)
    {
        await _renewing.WaitAsync(cancellation);
        try
        {
            if (!ReferenceEquals(_lease, old))
            {
                return _lease;
            }

            var renewed = await PatchOrOpenAsync(old, singleTry, cancellation);
            _lease = renewed;
            return renewed.IsUsable
                ? renewed
                : throw new ActionsServiceException(
                    ActionsServiceErrorKind.Unavailable,
                    $"the service granted session {renewed.SessionId} without a message queue"
                )
                {
                    Method = "PATCH",
                    Url = $"session of scale set {ScaleSetId}",
                };
        }
        finally
        {
            _renewing.Release();
        }
    }

    private async Task<SessionLease> PatchOrOpenAsync(SessionLease old, bool singleTry, CancellationToken cancellation)
    {
        try
        {
            var renewed = await _client.PatchSessionAsync(ScaleSetId, old.SessionId, singleTry, cancellation);
            return renewed with { Statistics = renewed.Statistics ?? old.Statistics };
        }
        catch (ActionsServiceException e)
            when (e.Kind != ActionsServiceErrorKind.ScaleSetNotFound
                && (e.Status == 404 || e.Kind == ActionsServiceErrorKind.SessionExpired)
            )
        {
            return await _client.PostSessionAsync(ScaleSetId, _owner, cancellation);
        }
    }
}
