using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Discovery;
using Deskrun.Kubernetes.Tests.Doubles;
using Deskrun.Kubernetes.Verbs;
using Deskrun.KubeServer;
using Deskrun.Testing;

namespace Deskrun.Kubernetes.Tests.Connection;

public sealed class TlsTests
{
    private static readonly string Stranger = File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "Connection/Cases/files-relative-to-the-kubeconfig/pki/ca.crt")
    );

    [Fact]
    public async Task A_server_of_another_authority_is_refused_at_once_with_the_reason()
    {
        var cluster = await TestCluster.SharedAsync();
        var time = new QuickTime();
        using var client = new KubeClient(
            KubeConnection.To(cluster.Address, "token", Stranger),
            new KubeClientOptions { TimeProvider = time, RequestTimeout = TimeSpan.FromHours(1) }
        );

        var error = await Assert.ThrowsAsync<KubeException>(() => client.GetPathAsync("/version")).Soon();

        Assert.Contains("does not show a certificate of the authority", error.Message);
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task A_server_with_another_name_is_refused_unless_the_name_is_given()
    {
        var cluster = await TestCluster.SharedAsync();
        using var folder = new TempFolder();
        var path = folder.File("config");
        cluster.WriteKubeconfig(path, "somebody", ["system:masters"], address: Named(cluster, "localhost"));
        var plain = await File.ReadAllTextAsync(path);

        await Assert.ThrowsAsync<KubeException>(() => VersionAsync(path)).Soon();
        await File.WriteAllTextAsync(
            path,
            plain.Replace("server:", "tls-server-name: kubernetes.default.svc, server:")
        );
        Assert.StartsWith("v", await VersionAsync(path).Soon());
    }

    [Fact]
    public async Task Insecure_means_that_any_certificate_will_do()
    {
        var cluster = await TestCluster.SharedAsync();
        using var folder = new TempFolder();
        var path = folder.Write(
            "config",
            $$$"""
            clusters: [{name: c, cluster: {server: "{{{cluster.Address}}}", insecure-skip-tls-verify: true}}]
            contexts: [{name: test, context: {cluster: c}}]
            current-context: test
            """
        );

        Assert.StartsWith("v", await VersionAsync(path).Soon());
    }

    [Fact]
    public async Task Http_1_works_as_well()
    {
        var cluster = await TestCluster.SharedAsync();
        using var client = cluster.Client(new KubeClientOptions { Http2 = false });

        Assert.StartsWith("v", await new KubeDiscovery(client).ServerVersionAsync().Soon());
    }

    // The server's certificate does not name localhost.
    private static Uri Named(TestCluster cluster, string host) => new UriBuilder(cluster.Address) { Host = host }.Uri;

    private static async Task<string> VersionAsync(string path)
    {
        using var client = new KubeClient(KubeConnection.FromKubeconfig(new() { Path = path }));
        return await new KubeDiscovery(client).ServerVersionAsync();
    }
}
