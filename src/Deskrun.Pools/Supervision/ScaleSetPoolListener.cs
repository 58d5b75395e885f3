using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Registration;

namespace Deskrun.Pools.Supervision;

/// <summary>Listens to a scale set of an Actions service.</summary>
public sealed class ScaleSetPoolListener(ScaleSetBinding scaleSet, string ownerName, IListenerMetrics? metrics = null)
    : IPoolListener
{
    private volatile ScaleSetListener? listener;

    /// <summary>How long to wait before asking again for a message session that somebody else holds.</summary>
    public TimeSpan SessionRetry { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Remembers the session, so that one that a killed process left is ended before a new one is opened.</summary>
    public ISessionMemory Memory { get; init; } = ISessionMemory.Nothing;

    /// <inheritdoc />
    public ListenerHealth Health =>
        listener?.Status is { } status
            ? new ListenerHealth(status.LastGoodPoll, status.Problem)
            : new ListenerHealth(null, null);

    /// <inheritdoc />
    public async Task ListenAsync(IScaleSetHandler handler, CancellationToken stop, CancellationToken kill)
    {
        var id = scaleSet.Id is > 0 and var known ? known : await EnsureAsync(stop, kill).ConfigureAwait(false);
        var fresh = new ScaleSetListener(
            new ScaleSetListenerOptions
            {
                Client = scaleSet.Client,
                ScaleSetId = id,
                Handler = handler,
                OwnerName = ownerName,
                ConflictDelay = SessionRetry,
                Memory = Memory,
                RecreateScaleSet = scaleSet.EnsureAsync,
                Metrics = metrics ?? IListenerMetrics.Discard,
            }
        );
        listener = fresh;
        await fresh.RunAsync(stop, kill).ConfigureAwait(false);
    }

    private async Task<int> EnsureAsync(CancellationToken stop, CancellationToken kill)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, kill);
        return await scaleSet.EnsureAsync(either.Token).ConfigureAwait(false);
    }
}
