using System.Security.Cryptography;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>The key of a GitHub App, made once: making one takes longer than most tests.</summary>
public static class AppKey
{
    public static RSA Rsa { get; } = RSA.Create(2048);

    public static string Pkcs1 { get; } = Rsa.ExportRSAPrivateKeyPem();

    public static string Pkcs8 { get; } = Rsa.ExportPkcs8PrivateKeyPem();
}
