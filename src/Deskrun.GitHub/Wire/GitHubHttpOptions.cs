namespace Deskrun.GitHub.Wire;

/// <summary>How connections are made: through which proxy, trusting whom.</summary>
public sealed record GitHubHttpOptions
{
    /// <summary>The proxy; null connects directly.</summary>
    public EnvironmentProxy? Proxy { get; init; }

    /// <summary>A PEM file with further certificate authorities, beside the system's; null adds none.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The longest time until a connection stands.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// What the environment says: <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c>, <c>NO_PROXY</c> (or in lower case) and
    /// <c>SSL_CERT_FILE</c>.
    /// </summary>
    public static GitHubHttpOptions FromEnvironment() => From(Environment.GetEnvironmentVariable);

    internal static GitHubHttpOptions From(Func<string, string?> variable)
    {
        var file = variable("SSL_CERT_FILE");
        return new GitHubHttpOptions
        {
            Proxy = EnvironmentProxy.From(variable),
            CertificateAuthorityFile = string.IsNullOrWhiteSpace(file) ? null : file,
        };
    }
}
