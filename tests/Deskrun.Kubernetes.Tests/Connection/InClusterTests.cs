using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Deskrun.KubeServer;
using Deskrun.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Deskrun.Kubernetes.Tests.Connection;

public sealed class InClusterTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_rotated_token_is_read_after_a_minute_or_at_once_when_the_old_one_is_refused()
    {
        using var folder = new TempFolder();
        folder.Write("token", "first\n");
        var credential = new TokenFileCredential(folder.File("token"), "here", time);

        var first = await credential.GetAsync(null, default);
        folder.Write("token", "second");
        Assert.Same(first, await credential.GetAsync(null, default));
        time.Advance(TimeSpan.FromSeconds(61));
        var second = await credential.GetAsync(null, default);
        folder.Write("token", "third");
        var third = await credential.GetAsync(second, default);

        Assert.Equal(
            ["Bearer first", "Bearer second", "Bearer third"],
            [first.Authorization, second.Authorization, third.Authorization]
        );
        Assert.Same(third, await credential.GetAsync(third, default));
    }

    [Fact]
    public async Task A_token_that_is_away_for_a_moment_does_no_harm_but_must_have_been_there_once()
    {
        using var folder = new TempFolder();
        var path = folder.Write("token", "first");
        var credential = new TokenFileCredential(path, "the place", time);
        var first = await credential.GetAsync(null, default);
        File.Delete(path);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Same(first, await credential.GetAsync(null, default));

        var never = new TokenFileCredential(path, "the place", time);
        var error = await Assert.ThrowsAsync<KubeConnectionException>(async () => await never.GetAsync(null, default));
        Assert.Contains($"the place: the token file {path} cannot be read", error.Message);
    }

    [Fact]
    public async Task A_Pods_service_account_gives_address_namespace_and_trust()
    {
        var cluster = await TestCluster.SharedAsync();
        using var folder = new TempFolder();
        var place = await cluster.MountAsync(folder.Path, "default", "pod");

        var connection = KubeConnection.InCluster(place);

        Assert.True(place.IsThere);
        Assert.True(connection.IsInCluster);
        Assert.True(connection.BringsItsTrust);
        Assert.Equal("default", connection.Namespace);
        Assert.Equal(cluster.Address, connection.Server);
    }

    [Fact]
    public void An_IPv6_host_is_bracketed_and_what_is_missing_is_named()
    {
        using var folder = new TempFolder();
        var place = new InClusterPlace
        {
            Folder = folder.Path,
            Environment = name => name == "KUBERNETES_SERVICE_HOST" ? "fd00::1" : "443",
        };
        var error = Assert.Throws<KubeConnectionException>(() => KubeConnection.InCluster(place));
        Assert.Contains(folder.File("ca.crt"), error.Message);
        Assert.Contains("automountServiceAccountToken", error.Message);

        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "Connection/Cases/files-relative-to-the-kubeconfig/pki/ca.crt"),
            folder.File("ca.crt")
        );
        Assert.Equal("https://[fd00::1]/", KubeConnection.InCluster(place).Server.ToString());

        var nowhere = place with { Environment = _ => null };
        error = Assert.Throws<KubeConnectionException>(() => KubeConnection.InCluster(nowhere));
        Assert.Contains("KUBERNETES_SERVICE_HOST is not set", error.Message);
    }

    [Fact]
    public async Task Without_a_named_kubeconfig_the_Pods_own_account_is_taken()
    {
        var cluster = await TestCluster.SharedAsync();
        using var folder = new TempFolder();
        var place = await cluster.MountAsync(folder.Path, "default", "pod");
        var config = folder.File("config");
        cluster.WriteKubeconfig(config, "somebody", space: "elsewhere");

        var named = new KubeconfigChoice
        {
            Environment = name => name == "KUBECONFIG" ? config : place.Environment(name),
        };
        Assert.Equal("elsewhere", KubeConnection.Detect(named).Namespace);
        var chosen = new KubeconfigChoice { Path = config, Environment = place.Environment };
        Assert.Equal("elsewhere", KubeConnection.Detect(chosen).Namespace);
        Assert.Equal(
            "default",
            KubeConnection.Detect(new() { Environment = place.Environment }, place: place).Namespace
        );
    }
}
