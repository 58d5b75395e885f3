using System.Security.Cryptography.X509Certificates;

namespace Deskrun.Kubernetes.Connection;

/// <summary>Who we are for one request.</summary>
/// <param name="Authorization">The Authorization header's value; null for none.</param>
/// <param name="Certificate">The client certificate with its key; null for none.</param>
internal sealed record KubeIdentity(string? Authorization, X509Certificate2? Certificate)
{
    public static KubeIdentity Nobody { get; } = new(null, null);

    public override string ToString() =>
        $"KubeIdentity {{ Authorization = {(Authorization is null ? "none" : "(hidden)")}, Certificate = {Certificate?.Subject} }}";
}
