using System.Security.Cryptography;

namespace Deskrun.ScriptRunner.Registration;

/// <summary>How the runner proves who it is; one of the two nested kinds. Never prints what it holds.</summary>
internal abstract record RunnerCredential
{
    /// <inheritdoc />
    public sealed override string ToString() => $"{GetType().Name}(***)";

    /// <summary>Scheme <c>OAuthAccessToken</c>: a bearer that is sent as it is.</summary>
    internal sealed record AccessToken(string Token) : RunnerCredential;

    /// <summary>Scheme <c>OAuth</c>: an RSA key that signs a client assertion, exchanged for bearers.</summary>
    /// <param name="ClientId">Issuer and subject of the assertion.</param>
    /// <param name="AuthorizationUrl">Where assertions are exchanged.</param>
    /// <param name="UsePss">PS256 instead of RS256, from <c>requireFipsCryptography</c>.</param>
    /// <param name="Key">The private key.</param>
    internal sealed record ClientAssertion(string ClientId, Uri AuthorizationUrl, bool UsePss, RSAParameters Key)
        : RunnerCredential;
}
