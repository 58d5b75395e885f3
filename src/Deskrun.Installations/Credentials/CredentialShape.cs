using System.Security.Cryptography;

namespace Deskrun.Installations.Credentials;

/// <summary>Tells without any service whether a secret can be what it is said to be.</summary>
public static class CredentialShape
{
    /// <summary>What is wrong with the secret, in words that never quote it; null when it can be right.</summary>
    public static string? Problem(string authType, string secret) =>
        authType == AuthTypes.GitHubApp ? ProblemOfKey(secret) : ProblemOfToken(secret);

    private static string? ProblemOfToken(string token)
    {
        if (token.Contains("-----BEGIN", StringComparison.Ordinal))
        {
            return "the credential is a private key, not a token: give --auth-type github-app with --app-id";
        }

        return token.Any(letter => letter is <= ' ' or > '~')
            ? "the token has white space or letters that no token has; copy it again"
            : null;
    }

    private static string? ProblemOfKey(string key)
    {
        try
        {
            using var rsa = RSA.Create();
            rsa.ImportFromPem(key);
            return null;
        }
        catch (Exception failed) when (failed is ArgumentException or CryptographicException)
        {
            // The parser's own message may quote what it read.
            return "the credential is no RSA private key in PEM form; download the App's key from its settings page";
        }
    }
}
