using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Deskrun.GitHub.Wire;

namespace Deskrun.GitHub.Auth;

/// <summary>The token by which a GitHub App speaks for itself. Source: protocol reference, section 2b.</summary>
internal static class AppJwt
{
    public static string Create(GitHubCredential.GitHubApp app, DateTimeOffset now)
    {
        // A minute back: clocks differ, and a token from the future is refused.
        var issued = now.AddSeconds(-60).ToUnixTimeSeconds();
        var header = JsonBody.Write(json => json.WriteString("alg", "RS256"), json => json.WriteString("typ", "JWT"));
        var claims = JsonBody.Write(
            json => json.WriteNumber("iat", issued),
            json => json.WriteNumber("exp", issued + (9 * 60)),
            json => json.WriteString("iss", app.ClientId)
        );
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(claims)}";
        using var key = app.OpenKey();
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
