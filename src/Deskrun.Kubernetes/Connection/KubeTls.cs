using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Deskrun.Kubernetes.Connection;

/// <summary>How the server proves itself.</summary>
/// <param name="Authorities">The only certificates trusted; null means those of the machine.</param>
/// <param name="Insecure">Accept whatever the server shows.</param>
/// <param name="ServerName">The name that the server's certificate must bear, if not the one in its address.</param>
internal sealed record KubeTls(X509Certificate2Collection? Authorities, bool Insecure, string? ServerName)
{
    public static KubeTls Machine { get; } = new(null, false, null);

    /// <summary>The options for one handler; the certificate is asked for anew at each handshake.</summary>
    public SslClientAuthenticationOptions Options(Func<X509Certificate2?> certificate)
    {
        var options = new SslClientAuthenticationOptions
        {
            LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate()!,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (Insecure)
        {
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        }
        else if (Authorities is not null)
        {
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            policy.CustomTrustStore.AddRange(Authorities);
            options.CertificateChainPolicy = policy;
            options.RemoteCertificateValidationCallback = EndsAtAuthority;
        }

        return options;
    }

    // A cluster's CA file may hold an intermediate authority without its root. It is trusted all the same, but the
    // chain builder only takes self-signed certificates as an end.
    private bool EndsAtAuthority(object sender, X509Certificate? shown, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || chain is not { ChainElements.Count: > 1 })
        {
            return false;
        }

        var last = chain.ChainElements[^1].Certificate;
        return chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)
            && Authorities!.Any(authority => authority.RawDataMemory.Span.SequenceEqual(last.RawDataMemory.Span));
    }
}
