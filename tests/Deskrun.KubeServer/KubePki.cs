using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Deskrun.KubeServer;

/// <summary>The authority of one test cluster: server certificate, users' certificates, the key of service account tokens.</summary>
internal sealed class KubePki : IDisposable
{
    private readonly ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 authority;
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();

    public KubePki()
    {
        var request = new CertificateRequest("CN=deskrun test authority", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true)
        );
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        authority = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(2));
    }

    public string Authority => authority.ExportCertificatePem();

    /// <summary>The certificate of a server on loopback.</summary>
    public (string Certificate, string Key) Server()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("kubernetes.default.svc");
        return Sign("CN=kube-apiserver", "1.3.6.1.5.5.7.3.1", names);
    }

    /// <summary>The certificate of a user.</summary>
    public (string Certificate, string Key) User(string name, params IReadOnlyList<string> groups)
    {
        var subject = string.Concat(groups.Select(group => $"O={group}, ")) + $"CN={name}";
        return Sign(subject, "1.3.6.1.5.5.7.3.2", null);
    }

    /// <summary>A fresh key for signing service account tokens.</summary>
    public static string TokenKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportECPrivateKeyPem();
    }

    public void Dispose()
    {
        authority.Dispose();
        authorityKey.Dispose();
    }

    private (string, string) Sign(string subject, string use, SubjectAlternativeNameBuilder? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], false));
        if (names is not null)
        {
            request.CertificateExtensions.Add(names.Build());
        }

        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var signed = request.Create(authority, now.AddHours(-1), now.AddDays(1), serial);
        return (signed.ExportCertificatePem(), key.ExportECPrivateKeyPem());
    }
}
