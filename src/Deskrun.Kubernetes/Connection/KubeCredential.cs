namespace Deskrun.Kubernetes.Connection;

/// <summary>A source of identities; it keeps what it read until that is stale.</summary>
internal abstract class KubeCredential
{
    /// <summary>The identity to use now.</summary>
    /// <param name="refused">The identity that the server has just refused (401); null at first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The same instance as <paramref name="refused"/> if there is no newer one.</returns>
    public abstract ValueTask<KubeIdentity> GetAsync(KubeIdentity? refused, CancellationToken cancellation);
}
