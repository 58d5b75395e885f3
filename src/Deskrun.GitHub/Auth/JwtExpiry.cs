using System.Buffers.Text;
using System.Text.Json;

namespace Deskrun.GitHub.Auth;

/// <summary>Reads when a token ends. Its signature is for the service to check, not for a client.</summary>
internal static class JwtExpiry
{
    /// <summary>The <c>exp</c> claim; null when the token is no JWT or has none.</summary>
    public static DateTimeOffset? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1].AsSpan().TrimEnd('=')));
            return
                claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetDouble(out var seconds)
                ? DateTimeOffset.UnixEpoch.AddSeconds(Math.Clamp(seconds, 0, 250_000_000_000))
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }
}
