using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Deskrun.GitHub.Auth;
using Deskrun.GitHub.Tests.Service;

namespace Deskrun.GitHub.Tests.Auth;

public sealed class CredentialTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("  \n")]
    [InlineData("ghp_a b")]
    [InlineData("ghp_a\r\nX-Evil: 1")]
    [InlineData("ghp_ä")]
    public void A_text_that_is_no_token_is_refused_and_not_repeated(string token)
    {
        var error = Assert.Throws<ArgumentException>(() => new GitHubCredential.Pat(token));

        Assert.DoesNotContain("ghp_", error.Message);
    }

    [Fact]
    public void Credentials_never_show_their_secret()
    {
        var pem = AppKey.Pkcs1;

        Assert.DoesNotContain("ghp_x", new GitHubCredential.Pat(" ghp_x\n").ToString());
        Assert.DoesNotContain("PRIVATE", new GitHubCredential.GitHubApp("Iv1", pem, 5).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_app_signs_its_token_with_either_kind_of_PEM(bool pkcs8)
    {
        var pem = pkcs8 ? AppKey.Pkcs8 : AppKey.Pkcs1;

        var parts = AppJwt.Create(new GitHubCredential.GitHubApp("Iv1.abc", pem), Now).Split('.');

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        Assert.True(AppKey.Rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.Equal("RS256", (string?)JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!["alg"]);
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!;
        Assert.Equal("Iv1.abc", (string?)claims["iss"]);
        Assert.Equal(Now.ToUnixTimeSeconds() - 60, (long)claims["iat"]!);
        Assert.Equal(Now.ToUnixTimeSeconds() + 480, (long)claims["exp"]!);
    }

    [Theory]
    [InlineData("SECRET-NOT-A-KEY")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nU0VDUkVU\n-----END RSA PRIVATE KEY-----")]
    public void A_key_that_cannot_be_read_is_refused_and_not_repeated(string pem)
    {
        var error = Assert.Throws<ArgumentException>(() => new GitHubCredential.GitHubApp("Iv1", pem));

        Assert.DoesNotContain("SECRET", error.ToString());
        Assert.DoesNotContain("U0VDUkVU", error.ToString());
    }

    [Fact]
    public void A_public_key_is_no_key_of_an_app()
    {
        Assert.Throws<ArgumentException>(() =>
            new GitHubCredential.GitHubApp("Iv1", AppKey.Rsa.ExportRSAPublicKeyPem())
        );
    }

    [Theory]
    [InlineData("no.jwt")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("e30.WzFd.e30")]
    [InlineData("")]
    public void A_token_that_does_not_say_when_it_ends_has_no_end(string token) => Assert.Null(JwtExpiry.Read(token));

    [Fact]
    public void A_token_says_when_it_ends() => Assert.Equal(Now, JwtExpiry.Read(Tokens.Jwt(Now, "x")));
}
