using System.Buffers.Text;
using System.Text;

namespace Deskrun.GitHub.Tests.Service;

/// <summary>Makes tokens that say when they end; nobody checks their signature.</summary>
public static class Tokens
{
    public static string Jwt(DateTimeOffset expires, string name) =>
        string.Join(
            '.',
            Part("""{"alg":"RS256"}"""),
            Part($$"""{"exp":{{expires.ToUnixTimeSeconds()}},"n":"{{name}}"}"""),
            "c2ln"
        );

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
