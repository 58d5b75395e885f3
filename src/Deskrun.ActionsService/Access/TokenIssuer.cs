using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Deskrun.ActionsService.Access;

/// <summary>
/// Issues and checks the service's own tokens: JWTs signed with a key that lives as long as the service, so a token
/// of before a restart is refused like an expired one. A token names its kind and one subject.
/// </summary>
internal sealed class TokenIssuer(TimeProvider time)
{
    private static readonly string Header = Base64Url.EncodeToString("""{"typ":"JWT","alg":"HS256"}"""u8);

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    /// <summary>Makes a token.</summary>
    public string Issue(TokenKind kind, string subject, TimeSpan lifetime)
    {
        var now = time.GetUtcNow();
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("iss", "deskrun");
            writer.WriteString("knd", kind.ToString());
            writer.WriteString("sub", subject);
            writer.WriteString("jti", Guid.NewGuid());
            writer.WriteNumber("iat", now.ToUnixTimeSeconds());
            writer.WriteNumber("nbf", now.AddMinutes(-1).ToUnixTimeSeconds());
            writer.WriteNumber("exp", (now + lifetime).ToUnixTimeSeconds());
            writer.WriteNumber("xms", (now + lifetime).ToUnixTimeMilliseconds());
            writer.WriteEndObject();
        }

        var text = $"{Header}.{Base64Url.EncodeToString(stream.GetBuffer().AsSpan(0, (int)stream.Length))}";
        return $"{text}.{Base64Url.EncodeToString(Sign(text))}";
    }

    /// <summary>Checks a token.</summary>
    /// <returns>Its subject, or null when it is not ours, of another kind, or expired.</returns>
    public string? Check(TokenKind kind, string? token)
    {
        var dot = token?.LastIndexOf('.') ?? -1;
        if (dot < 0 || !token!.StartsWith(Header, StringComparison.Ordinal) || dot <= Header.Length)
        {
            return null;
        }

        try
        {
            var text = token[..dot];
            var signature = Base64Url.DecodeFromChars(token.AsSpan(dot + 1));
            if (!CryptographicOperations.FixedTimeEquals(signature, Sign(text)))
            {
                return null;
            }

            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(text.AsSpan(Header.Length + 1)));
            var root = claims.RootElement;
            var alive = root.GetProperty("xms").GetInt64() > time.GetUtcNow().ToUnixTimeMilliseconds();
            return alive && root.GetProperty("knd").ValueEquals(kind.ToString())
                ? root.GetProperty("sub").GetString()
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private byte[] Sign(string text) => HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text));
}
