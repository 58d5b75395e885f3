using Deskrun.GitHub.ScaleSets;
using Deskrun.Pools.Registration;

namespace Deskrun.Pools.Supervision;

/// <summary>Listens to a scale set of an Actions service.</summary>
public sealed class ScaleSetPoolListener(ScaleSetBinding scaleSet, string ownerName, IListenerMetrics? metrics = null)
    : IPoolListener
{
    private volatile ScaleSetListener? listener;

    /// <inheritdoc />
    public ListenerHealth Health =>
        listener?.Status is { } status
            ? new ListenerHealth(status.LastGoodPoll, status.Problem)
            : new ListenerHealth(null, null);

    /// <inheritdoc />
    public async Task ListenAsync(IScaleSetHandler handler, CancellationToken cancellation)
    {
        var id = scaleSet.Id is > 0 and var known
            ? known
            : await scaleSet.EnsureAsync(cancellation).ConfigureAwait(false);
        var fresh = new ScaleSetListener(
            new ScaleSetListenerOptions
            {
                Client = scaleSet.Client,
                ScaleSetId = id,
                Handler = handler,
                OwnerName = ownerName,
                RecreateScaleSet = scaleSet.EnsureAsync,
                Metrics = metrics ?? IListenerMetrics.Discard,
            }
        );
        listener = fresh;
        await fresh.RunAsync(cancellation).ConfigureAwait(false);
    }
}
