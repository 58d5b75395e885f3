using System.Net;

namespace Deskrun.GitHub.Wire;

/// <summary>
/// The proxies that the environment names, judged per URL as most tools do: loopback never goes through a proxy,
/// <c>NO_PROXY</c> lists the other exceptions.
/// </summary>
public sealed class EnvironmentProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly NoProxyList _exceptions;

    private EnvironmentProxy(Uri? http, Uri? https, NoProxyList exceptions, ICredentials? credentials) =>
        (_http, _https, _exceptions, Credentials) = (http, https, exceptions, credentials);

    /// <summary>User and password of the proxies, taken from their URLs.</summary>
    public ICredentials? Credentials { get; set; }

    /// <summary>The proxies of the environment; null when it names none.</summary>
    /// <param name="variable">Reads a variable. Upper case comes first, then lower case.</param>
    /// <exception cref="FormatException">A variable holds no URL of a proxy.</exception>
    public static EnvironmentProxy? From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        var credentials = new CredentialCache();
        var http = Read(variable, "HTTP_PROXY", credentials);
        var https = Read(variable, "HTTPS_PROXY", credentials);
        return http is null && https is null
            ? null
            : new EnvironmentProxy(http, https, NoProxyList.Parse(Either(variable, "NO_PROXY")), credentials);
    }

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return _exceptions.Covers(destination) ? null
            : destination.Scheme == Uri.UriSchemeHttps ? _https
            : _http;
    }

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static Uri? Read(Func<string, string?> variable, string name, CredentialCache credentials)
    {
        var text = Either(variable, name).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        var full = text.Contains("://") ? text : $"http://{text}";
        if (
            !Uri.TryCreate(full, UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https" or "socks4" or "socks4a" or "socks5")
        )
        {
            // The value isn't shown: it may hold a password.
            throw new FormatException($"{name} is not the URL of a proxy; set it to http://HOST:PORT or unset it.");
        }

        // Without its user the URL may stand in an error message.
        var bare = new UriBuilder(url) { UserName = "", Password = "" }.Uri;
        if (url.UserInfo.Length > 0)
        {
            var parts = url.UserInfo.Split(':', 2);
            var login = new NetworkCredential(
                Uri.UnescapeDataString(parts[0]),
                Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")
            );
            if (credentials.GetCredential(bare, "Basic") is null)
            {
                credentials.Add(bare, "Basic", login);
            }
        }

        return bare;
    }

    private static string Either(Func<string, string?> variable, string name)
    {
        var upper = variable(name);
        return string.IsNullOrEmpty(upper) ? variable(name.ToLowerInvariant()) ?? "" : upper;
    }
}
