using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Deskrun.ActionsService.Tests.Access;

/// <summary>The token that a GitHub App signs for itself.</summary>
internal static class AppToken
{
    public static string Make(RSA key, string issuer, DateTimeOffset now)
    {
        var issued = now.AddMinutes(-1).ToUnixTimeSeconds();
        var text =
            Base64Url.EncodeToString("""{"alg":"RS256","typ":"JWT"}"""u8)
            + "."
            + Base64Url.EncodeToString(
                Encoding.UTF8.GetBytes($$"""{"iss":"{{issuer}}","iat":{{issued}},"exp":{{issued + 540}}}""")
            );
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(text),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
