namespace Deskrun.Kubernetes.Connection;

/// <summary>An identity that never changes: a certificate, a written-down token, a user with password, or nobody.</summary>
internal sealed class FixedCredential(KubeIdentity identity) : KubeCredential
{
    public override ValueTask<KubeIdentity> GetAsync(KubeIdentity? refused, CancellationToken cancellation) =>
        ValueTask.FromResult(identity);
}
