using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deskrun.GitHub.Wire;

/// <summary>Trusts what the system trusts, and beside it the certificate authorities of one PEM file.</summary>
internal sealed class CustomTrust
{
    private readonly X509Certificate2Collection _authorities;

    private CustomTrust(X509Certificate2Collection authorities) => _authorities = authorities;

    public static CustomTrust Load(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(file, e.Message, e);
        }

        return authorities.Count > 0 ? new CustomTrust(authorities) : throw Unusable(file, "it holds no certificate");
    }

    public bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        // Only an unknown authority can be made good; a wrong host name cannot.
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        // A private authority seldom offers a list of revoked certificates.
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        if (chain is not null)
        {
            own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
            foreach (var element in chain.ChainElements)
            {
                own.ChainPolicy.ExtraStore.Add(element.Certificate);
            }
        }

        using var leaf = new X509Certificate2(certificate);
        return own.Build(leaf);
    }

    private static IOException Unusable(string file, string why, Exception? inner = null) =>
        new(
            $"Cannot read certificate authorities from '{file}' (SSL_CERT_FILE): {why}. Name a PEM file or unset it.",
            inner
        );
}
