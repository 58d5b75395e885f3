using System.Net.Security;

namespace Deskrun.GitHub.Wire;

/// <summary>Makes the one kind of HTTP handler there is.</summary>
public static class HttpHandlerFactory
{
    /// <summary>A handler with the given proxy and trust. Redirects and cookies are left to nobody.</summary>
    /// <exception cref="IOException">The file of certificate authorities cannot be read.</exception>
    public static SocketsHttpHandler Create(GitHubHttpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = options.Proxy is not null,
            Proxy = options.Proxy,
            ConnectTimeout = options.ConnectTimeout,
            // Addresses change; a connection that lives for ever would never notice.
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        };
        if (options.CertificateAuthorityFile is { } file)
        {
            var trust = CustomTrust.Load(file);
            handler.SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = trust.Validate,
            };
        }

        return handler;
    }
}
