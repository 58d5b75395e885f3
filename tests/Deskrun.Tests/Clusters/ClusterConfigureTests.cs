using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Deskrun.Installations.Configuration;
using Deskrun.Tests.Installations;

namespace Deskrun.Tests.Clusters;

public sealed class ClusterConfigureTests : IDisposable
{
    private readonly Workplace workplace = new();

    public void Dispose() => workplace.Dispose();

    [Fact]
    public async Task A_proxy_is_kept_without_a_user_and_authorities_have_to_be_certificates()
    {
        var file = workplace.Folder.Write("ca.pem", "no certificate");
        var refused = await workplace.RunAsync(
            "cluster",
            "configure",
            "--proxy",
            "http://someone:plantedsecret@proxy.example.com:3128",
            "--ca-file",
            file
        );
        Assert.Equal(ExitCodes.Usage, refused.Code);
        Assert.Contains("--proxy: leave user and password out", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"--ca-file {file} holds no certificate", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("plantedsecret", workplace.Printed, StringComparison.Ordinal);
        Assert.False(File.Exists(workplace.Home.ConfigFile));

        var alone = await workplace.RunAsync("cluster", "configure", "--no-proxy", "git.example.com");
        Assert.Contains("--no-proxy belongs to --proxy URL", alone.Error, StringComparison.Ordinal);

        string[] proxy = ["--proxy", "http://proxy.example.com:3128", "--no-proxy", "git.example.com"];
        var set = await workplace.RunAsync(["cluster", "configure", .. proxy, "--ca-file", Authority()]);
        Assert.True(set.Code == 0, set.Error);
        Assert.Equal(
            ("http://proxy.example.com:3128", "git.example.com", workplace.Folder.File("authority.pem")),
            (Load().Proxy, Load().NoProxy, Load().CertificateAuthorities)
        );
        var back = await workplace.RunAsync("cluster", "configure", "--proxy", "default", "--no-proxy", "default");
        Assert.True(back.Code == 0, back.Error);
        Assert.Null(Load().Proxy);
    }

    [Fact]
    public async Task What_is_given_changes_and_the_word_default_takes_it_back()
    {
        var archive = workplace.Folder.Write("kar.tar", "x");
        var mounted = Directory.CreateDirectory(workplace.Folder.File("data")).FullName;

        var set = await workplace.RunAsync(
            "cluster",
            "configure",
            "--namespace",
            "runners",
            "--arc-version",
            "v0.14.1",
            "--arc-charts",
            "oci://mirror/charts",
            "--plain-http",
            "--image-registry",
            "mirror:5000",
            "--kro-version",
            "0.9.2",
            "--kro-chart",
            "data",
            "--kar-image",
            "mirror/kar:1",
            "--kar-archive",
            "kar.tar",
            "--provider",
            "podman",
            "--node-image",
            "kindest/node:v1",
            "--api-port",
            "6550",
            "--cache-root",
            "data",
            "--host-docker",
            "--host-nix",
            "--node-mount",
            mounted + ":/data",
            "--node-mount",
            mounted,
            "--registry-mirror",
            "docker.io=http://mirror:5000"
        );
        Assert.True(set.Code == 0, set.Error);
        var settings = Load();
        Assert.Equal("runners", settings.Namespace);
        Assert.Equal("0.14.1", settings.ArcVersion);
        Assert.True(settings is { PlainHttp: true, HostDocker: true, HostNix: true, ApiPort: 6550 });
        Assert.Equal(archive, settings.KarArchive);
        Assert.Equal(mounted, settings.CacheRoot);
        Assert.Equal(["/data", mounted], settings.NodeMounts.Select(each => each.Target));
        Assert.Contains("the next one", set.Error);

        var back = await workplace.RunAsync(
            "cluster",
            "configure",
            "--namespace",
            "default",
            "--api-port",
            "default",
            "--host-docker=false",
            "--node-mount",
            "default"
        );
        Assert.True(back.Code == 0, back.Error);
        Assert.True(
            Load() is { Namespace: "arc-systems", ApiPort: null, HostDocker: false, NodeMounts: [], HostNix: true }
        );
    }

    [Theory]
    [InlineData("--namespace", "Not_a_name")]
    [InlineData("--arc-version", "newest")]
    [InlineData("--kro-version", "1")]
    [InlineData("--arc-charts", "https://example.com")]
    [InlineData("--kro-chart", "/nonexistent/charts")]
    [InlineData("--image-registry", "https://mirror")]
    [InlineData("--kar-image", "example.com/kar:latest")]
    [InlineData("--kar-archive", "/nonexistent/kar.tar")]
    [InlineData("--provider", "containerd")]
    [InlineData("--api-port", "70000")]
    [InlineData("--api-port", "http")]
    [InlineData("--registry-mirror", "docker.io")]
    [InlineData("--registry-mirror", "docker.io=http://user:password@mirror")]
    [InlineData("--node-mount", "/nonexistent/data")]
    [InlineData("--node-mount", "relative:/data")]
    public async Task A_wrong_value_is_refused_by_its_option_and_nothing_is_kept(string option, string value)
    {
        var ended = await workplace.RunAsync("cluster", "configure", "--host-nix", option, value);

        Assert.Equal(2, ended.Code);
        Assert.Contains(option, ended.Error);
        Assert.DoesNotContain("Internal", ended.Error);
        Assert.False(File.Exists(workplace.Home.ConfigFile));
    }

    private string Authority()
    {
        using var key = ECDsa.Create();
        using var authority = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256).CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(1)
        );
        return workplace.Folder.Write("authority.pem", authority.ExportCertificatePem());
    }

    private Deskrun.Installations.ClusterSettings Load() =>
        new ConfigurationFile(workplace.Home, TimeProvider.System).Load().Cluster;
}
