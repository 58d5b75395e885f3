using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deskrun.Kubernetes.Connection;

/// <summary>Reads certificates and keys in PEM; errors name their place, never their content.</summary>
internal static class Pem
{
    public static X509Certificate2Collection Authorities(string pem, string place)
    {
        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException error)
        {
            throw new KubeConnectionException($"{place}: not a list of PEM certificates: {error.Message}", error);
        }

        return found.Count > 0
            ? found
            : throw new KubeConnectionException(
                $"{place}: holds no certificate (expected -----BEGIN CERTIFICATE-----)"
            );
    }

    public static X509Certificate2 Pair(string certificate, string key, string place)
    {
        try
        {
            var pair = X509Certificate2.CreateFromPem(certificate, key);
            if (OperatingSystem.IsLinux())
            {
                return pair;
            }

            // The TLS of other systems only takes keys that went through their own store's format.
            using (pair)
            {
                return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
            }
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new KubeConnectionException(
                $"{place}: client certificate and key don't make a pair: {error.Message}",
                error
            );
        }
    }
}
