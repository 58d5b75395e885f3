using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Deskrun.ActionsService.Access;

/// <summary>Reads the signed JWTs that others make: a runner's client assertion and an app's own token.</summary>
internal static class ClientAssertion
{
    // The clocks of a runner and of the service may differ by this much.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The issuer that a JWT claims, before anything is verified; null when it is no JWT.</summary>
    public static string? ReadIssuer(string? token) => Read(token, (claims, _) => Text(claims, "iss"));

    /// <summary>Whether the JWT is signed with the key (PS256 or RS256) and valid now.</summary>
    /// <param name="token">The JWT.</param>
    /// <param name="key">The public key of whom it claims to come from.</param>
    /// <param name="audience">What <c>aud</c> must end with; null when there is none.</param>
    /// <param name="now">The time to judge by.</param>
    public static bool Verify(string? token, RSA key, string? audience, DateTimeOffset now) =>
        Read(token, (claims, parts) => IsValid(claims, parts, key, audience, now) ? "valid" : null) is not null;

    private static bool IsValid(JsonElement claims, string[] parts, RSA key, string? audience, DateTimeOffset now)
    {
        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        var padding = Text(header.RootElement, "alg") switch
        {
            "PS256" => RSASignaturePadding.Pss,
            "RS256" => RSASignaturePadding.Pkcs1,
            _ => null,
        };
        if (
            padding is null
            || !claims.TryGetProperty("exp", out var expires)
            || DateTimeOffset.FromUnixTimeSeconds((long)expires.GetDouble()) + ClockSkew < now
            || (audience is not null && !(Text(claims, "aud") ?? "").EndsWith(audience, StringComparison.Ordinal))
        )
        {
            return false;
        }

        var text = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        return key.VerifyData(text, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, padding);
    }

    private static string? Read(string? token, Func<JsonElement, string[], string?> read)
    {
        var parts = token?.Split('.') ?? [];
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return read(claims.RootElement, parts);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
