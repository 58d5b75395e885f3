using Deskrun.Kubernetes.Verbs;
using Kar.Running;
using Kar.Settings;
using Kar.Telling;

namespace Kar.Finding;

/// <summary>
/// Finds kar's own Pod: its uid by the downward API, else by a request; and its annotations, which are read only when
/// the graph takes fields that nothing else fills.
/// </summary>
internal sealed class OwnPod(KubeClient client, KarSettings settings, Place place, string? hostName, RunLog log)
{
    private JsonObject? _pod;
    private bool _asked;

    private string? Name => settings.PodName ?? hostName;

    /// <summary>The owner; null outside of a cluster.</summary>
    /// <exception cref="SetupException">The Pod is not known.</exception>
    public async Task<Owner?> FindOwnerAsync(CancellationToken cancellation)
    {
        if (!place.IsPod)
        {
            return null;
        }

        if (Name is not { } name)
        {
            throw new SetupException("KAR_POD_NAME is not set, and HOSTNAME neither: kar's own Pod is not known");
        }

        if (settings.PodUid is { } uid)
        {
            return new Owner(name, place.Namespace, uid);
        }

        _asked = true;
        _pod = await client.FindAsync(WellKnown.Pods, place.Namespace, name, cancellation);
        return _pod?.Uid() is { } found
            ? new Owner(name, place.Namespace, found)
            : throw new SetupException(
                $"there is no Pod {place.Namespace}/{name}: set KAR_POD_NAME and KAR_POD_UID by the downward API (metadata.name, metadata.uid)"
            );
    }

    /// <summary>The parameters in the Pod's annotations, by field.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadParametersAsync(CancellationToken cancellation)
    {
        if (place.IsPod && !_asked && Name is { } name)
        {
            _asked = true;
            try
            {
                _pod = await client.FindAsync(WellKnown.Pods, place.Namespace, name, cancellation);
            }
            catch (KubeException e) when (e.Forbidden)
            {
                log.Warn($"annotations {ContractKeys.ParameterPrefix}* cannot be read: {e.Message}");
            }
        }

        return _pod.TextMap("metadata", "annotations")
            .Where(a => a.Key.StartsWith(ContractKeys.ParameterPrefix, StringComparison.Ordinal))
            .ToDictionary(a => a.Key[ContractKeys.ParameterPrefix.Length..], a => a.Value, StringComparer.Ordinal);
    }
}
