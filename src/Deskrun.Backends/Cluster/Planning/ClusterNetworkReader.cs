using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deskrun.GitHub.Wire;
using Deskrun.Installations;

namespace Deskrun.Backends.Cluster.Planning;

/// <summary>Reads how the cluster reaches the Actions service: from the settings, and a proxy else from the environment.</summary>
public static class ClusterNetworkReader
{
    /// <summary>The value of a setting that switches off what the environment says.</summary>
    public const string None = "none";

    /// <summary>A ConfigMap takes a MiB with everything in it.</summary>
    private const int MostBytes = 900 * 1024;

    // Nobody's names: what NO_PROXY says of single hosts doesn't matter here.
    private static readonly Uri SomeHttp = new("http://some-host.invalid/");
    private static readonly Uri SomeHttps = new("https://some-host.invalid/");

    /// <summary>Reads it. What is wrong is told by the result.</summary>
    /// <param name="settings">What the user set about clusters.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static ClusterNetwork Read(ClusterSettings settings, Func<string, string?> variable)
    {
        var network = Proxies(settings, variable);
        if (settings.CertificateAuthorities is not { } file)
        {
            // SSL_CERT_FILE of the environment names a whole system's list on many machines: half a MiB for each scale
            // set, and a change of all of them whenever the system is updated.
            return network;
        }

        var (pem, problem) = Authorities(file);
        return problem is null
            ? network with
            {
                Authorities = pem,
            }
            : network with
            {
                Problems =
                [
                    .. network.Problems,
                    $"--ca-file {problem}; name another one, or none, with: deskrun cluster configure --ca-file FILE|default",
                ],
            };
    }

    /// <summary>The certificates of a PEM file, and nothing else that it holds.</summary>
    public static (string? Pem, string? Problem) Authorities(string file)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPemFile(file);
            var pem = all.ExportCertificatePems() + "\n";
            return all.Count == 0 ? (null, $"{file} holds no certificate")
                : pem.Length > MostBytes ? (null, $"{file} is too large for a ConfigMap ({pem.Length / 1024} KiB)")
                : (pem, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return (null, $"{file} can't be read ({e.Message})");
        }
    }

    private static ClusterNetwork Proxies(ClusterSettings settings, Func<string, string?> variable)
    {
        try
        {
            return settings.Proxy switch
            {
                null => Of(EnvironmentProxy.From(variable), Either(variable, "NO_PROXY")),
                None => ClusterNetwork.Direct,
                { } url => Of(
                    EnvironmentProxy.From(name => Set(settings, url, variable, name)),
                    settings.NoProxy ?? ""
                ),
            };
        }
        catch (FormatException wrong)
        {
            return new ClusterNetwork { Problems = [wrong.Message] };
        }
    }

    /// <summary>The setting in the shape of variables, with the user of the environment when that names the same proxy.</summary>
    private static string? Set(ClusterSettings settings, string url, Func<string, string?> variable, string name)
    {
        if (name == "NO_PROXY")
        {
            return settings.NoProxy;
        }

        if (name is not ("HTTP_PROXY" or "HTTPS_PROXY"))
        {
            return null;
        }

        var same = new[] { "HTTPS_PROXY", "HTTP_PROXY" }
            .Select(each => Either(variable, each))
            .FirstOrDefault(each =>
                Uri.TryCreate(each, UriKind.Absolute, out var there)
                && Uri.TryCreate(url, UriKind.Absolute, out var wanted)
                && there.UserInfo.Length > 0
                && (there.Scheme, there.Host, there.Port) == (wanted.Scheme, wanted.Host, wanted.Port)
            );
        return same ?? url;
    }

    private static ClusterNetwork Of(EnvironmentProxy? proxy, string noProxy)
    {
        var warnings = new List<string>();
        var http = Reachable(proxy?.GetProxy(SomeHttp), "HTTP_PROXY", warnings);
        var https = Reachable(proxy?.GetProxy(SomeHttps), "HTTPS_PROXY", warnings);
        if (http is null && https is null)
        {
            return new ClusterNetwork { Warnings = warnings };
        }

        var forHttp = Login(proxy!, http);
        var forHttps = Login(proxy!, https);
        return new ClusterNetwork
        {
            HttpProxy = Text(http),
            HttpsProxy = Text(https),
            NoProxy = [.. Split(noProxy)],
            Login = forHttps ?? forHttp,
            LoginForHttp = forHttp is not null,
            LoginForHttps = forHttps is not null,
            Warnings = warnings,
            Problems =
                forHttp is not null && forHttps is not null && forHttp != forHttps
                    ? ["HTTP_PROXY and HTTPS_PROXY have different users; a scale set takes one: name the same in both"]
                    : [],
        };
    }

    /// <summary>A proxy on this machine's own loopback is nowhere in a cluster.</summary>
    private static Uri? Reachable(Uri? proxy, string name, List<string> warnings)
    {
        if (proxy is { IsLoopback: true })
        {
            warnings.Add(
                $"{name} names this machine's own loopback ({proxy.Authority}), which no Pod reaches, so the cluster goes "
                    + "without a proxy; name one with: deskrun cluster configure --proxy URL (or none)"
            );
            return null;
        }

        return proxy;
    }

    private static ProxyLogin? Login(EnvironmentProxy proxy, Uri? url) =>
        url is not null && proxy.Credentials?.GetCredential(url, "Basic") is NetworkCredential known
            ? new ProxyLogin(known.UserName, known.Password)
            : null;

    private static string? Text(Uri? url) => url?.GetLeftPart(UriPartial.Authority);

    private static IEnumerable<string> Split(string text) =>
        text.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Either(Func<string, string?> variable, string name) =>
        variable(name) is { Length: > 0 } upper ? upper : variable(name.ToLowerInvariant()) ?? "";
}
