using System.Text.RegularExpressions;
using Deskrun.Backends.Cluster.Kind;
using Deskrun.Backends.Cluster.Planning;
using Deskrun.Installations;

namespace Deskrun.Commands.Clusters.Configuring;

/// <summary>What the settings of clusters may be.</summary>
internal static partial class SettingsRules
{
    public static IEnumerable<string> Problems(ClusterSettings settings) =>
        [
            .. Names(settings),
            .. Charts("--arc-charts", settings.ArcCharts),
            .. Charts("--kro-chart", settings.KroChart),
            .. Network(settings),
            .. Host(settings),
            .. settings.RegistryMirrors.Select(RegistryHosts.Problem).OfType<string>(),
            .. Mounts(settings),
        ];

    private static IEnumerable<string> Names(ClusterSettings settings)
    {
        if (!Label().IsMatch(settings.Namespace))
        {
            yield return $"--namespace {settings.Namespace}: lower-case letters, digits and hyphens, at most 63";
        }

        foreach (
            var (option, version) in new[]
            {
                ("--arc-version", settings.ArcVersion),
                ("--kro-version", settings.KroVersion),
            }
        )
        {
            if (version is not null && !Version().IsMatch(version))
            {
                yield return $"{option} {version}: give a chart's version, such as 0.14.2";
            }
        }

        foreach (
            var (option, image) in new[] { ("--kar-image", settings.KarImage), ("--node-image", settings.NodeImage) }
        )
        {
            if (image is not null && (image.Any(char.IsWhiteSpace) || image.Length == 0))
            {
                yield return $"{option} {image}: give an image's reference, such as registry.example.com/name:1.2.3";
            }
        }

        if (settings.KarImage?.EndsWith(":latest", StringComparison.Ordinal) == true)
        {
            yield return $"--kar-image {settings.KarImage}: nodes would keep whatever :latest was when they first saw it; give "
                + "a version or a digest";
        }

        if (settings.ImageRegistry is { } registry && (registry.Contains("://") || registry.Any(char.IsWhiteSpace)))
        {
            yield return $"--image-registry {registry}: give a host, perhaps with port and folder, without a scheme";
        }
    }

    private static IEnumerable<string> Charts(string option, string? place)
    {
        if (place is null || place.StartsWith("oci://", StringComparison.Ordinal))
        {
            yield break;
        }

        if (place.Contains("://", StringComparison.Ordinal))
        {
            yield return $"{option} {place}: give an oci:// address or a folder";
        }
        else if (!Directory.Exists(place))
        {
            yield return $"{option} {place}: there is no such folder";
        }
    }

    private static IEnumerable<string> Network(ClusterSettings settings)
    {
        if (settings.Proxy is { } proxy && proxy != ClusterNetworkReader.None)
        {
            if (!Uri.TryCreate(proxy, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            {
                yield return "--proxy: give http://HOST:PORT, or none";
            }
            else if (url.UserInfo.Length > 0)
            {
                // The value isn't shown: it holds a password, which is not to lie in the configuration file.
                yield return "--proxy: leave user and password out; those of HTTPS_PROXY in the environment are taken";
            }
        }

        if (settings.NoProxy is not null && settings.Proxy is null or ClusterNetworkReader.None)
        {
            yield return "--no-proxy belongs to --proxy URL; without it NO_PROXY of the environment counts";
        }

        if (
            settings.CertificateAuthorities is { } file
            && ClusterNetworkReader.Authorities(file).Problem is { } problem
        )
        {
            yield return $"--ca-file {problem}";
        }
    }

    private static IEnumerable<string> Host(ClusterSettings settings)
    {
        if (settings.Provider is not (null or "docker" or "podman"))
        {
            yield return $"--provider {settings.Provider}: it is docker or podman";
        }

        if (settings.ApiPort is < 1 or > 65535)
        {
            yield return "--api-port: it is a number from 1 to 65535, or default";
        }

        if (settings.KarArchive is { } archive && !File.Exists(archive))
        {
            yield return $"--kar-archive {archive}: there is no such file; make it with: deploy/kar/build-image --output {archive}";
        }
    }

    private static IEnumerable<string> Mounts(ClusterSettings settings)
    {
        foreach (var mount in settings.NodeMounts)
        {
            if (!mount.Target.StartsWith('/') || !mount.Source.StartsWith('/'))
            {
                yield return $"--node-mount {mount.Source}:{mount.Target}: both are absolute paths";
            }
            else if (!Path.Exists(mount.Source))
            {
                yield return $"--node-mount {mount.Source}: there is no such folder; make it first";
            }
        }
    }

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$")]
    private static partial Regex Label();

    [GeneratedRegex(@"^[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$")]
    private static partial Regex Version();
}
