using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Deskrun.Kubernetes.Objects;
using Deskrun.Testing;

namespace Deskrun.Kubernetes.Tests.Connection;

/// <summary>Each folder of Cases is a KUBECONFIG list (config, config.2, …) and what is to be read from it.</summary>
public sealed class KubeconfigTests
{
    private static readonly string Cases = Path.Combine(AppContext.BaseDirectory, "Connection", "Cases");

    public static TheoryData<string> Folders =>
        [.. Directory.GetDirectories(Cases).Select(path => Path.GetFileName(path)!).Order()];

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task A_kubeconfig_is_read_as_expected(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Cases, folder), "config*").Order(StringComparer.Ordinal);
        var list = string.Join(':', files);
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Cases, folder, "expected.json")));
        var choice = new KubeconfigChoice { Environment = name => name == "KUBECONFIG" ? list : null };

        if (expected.Text("error") is { } message)
        {
            var error = Assert.Throws<KubeConnectionException>(() => KubeConnection.FromKubeconfig(choice));
            Assert.Contains(message, error.Message);
            Assert.Contains(folder, error.Message);
            return;
        }

        var shown = await ShowAsync(KubeConnection.FromKubeconfig(choice));
        Assert.Equal(expected!.ToJsonString(), shown.ToJsonString());
    }

    [Fact]
    public void A_context_can_be_chosen_by_name()
    {
        using var folder = new TempFolder();
        var path = folder.Write(
            "config",
            """
            clusters: [{name: c, cluster: {server: "https://x"}}]
            contexts: [{name: a, context: {cluster: c, namespace: na}}, {name: b, context: {cluster: c, namespace: nb}}]
            current-context: a
            """
        );

        var chosen = KubeConnection.FromKubeconfig(new KubeconfigChoice { Path = path, Context = "b" });

        Assert.Equal("nb", chosen.Namespace);
        Assert.Equal($"https://x/ ({path}, context b)", chosen.ToString());
    }

    [Fact]
    public void Missing_files_of_the_list_are_left_out_but_one_must_be_there()
    {
        using var folder = new TempFolder();
        var path = folder.Write("config", "clusters: [{name: c, cluster: {server: 'https://x'}}]");
        var choice = new KubeconfigChoice { Environment = _ => $"{folder.File("gone")}:{path}" };

        var error = Assert.Throws<KubeConnectionException>(() => KubeConnection.FromKubeconfig(choice));
        Assert.Contains($"{path}: no current-context", error.Message);

        var none = new KubeconfigChoice { Environment = _ => folder.File("gone") };
        var missing = Assert.Throws<KubeConnectionException>(() => KubeConnection.FromKubeconfig(none));
        Assert.Contains("no file of KUBECONFIG=", missing.Message);

        var home = new KubeconfigChoice { Environment = name => name == "HOME" ? folder.Path : null };
        var unset = Assert.Throws<KubeConnectionException>(() => KubeConnection.FromKubeconfig(home));
        Assert.Contains(folder.File(".kube", "config"), unset.Message);
    }

    [Fact]
    public async Task Secrets_never_show_in_texts()
    {
        using var folder = new TempFolder();
        var path = folder.Write(
            "config",
            """
            clusters: [{name: c, cluster: {server: "https://x"}}]
            users: [{name: u, user: {token: hush-hush}}]
            contexts: [{name: a, context: {cluster: c, user: u}}]
            current-context: a
            """
        );
        var connection = KubeConnection.FromKubeconfig(new KubeconfigChoice { Path = path });
        var identity = await connection.Credential.GetAsync(null, default);

        Assert.Equal("Bearer hush-hush", identity.Authorization);
        Assert.DoesNotContain("hush", $"{connection} {identity} {connection.Tls}");
    }

    private static async Task<JsonObject> ShowAsync(KubeConnection connection)
    {
        var identity = await connection.Credential.GetAsync(null, default);
        var shown = new JsonObject { ["server"] = connection.Server.ToString() };
        Set("namespace", connection.Namespace);
        Set("authorities", connection.Tls.Authorities?.Count);
        Set("insecure", connection.Tls.Insecure ? true : null);
        Set("serverName", connection.Tls.ServerName);
        Set("authorization", identity.Authorization);
        Set("certificate", identity.Certificate?.Subject);
        Set("proxy", connection.Proxy?.ToString());
        var headers = string.Join(' ', connection.Headers.Select(header => $"{header.Key}={header.Value}"));
        Set("headers", headers.Length == 0 ? null : headers);
        return shown;

        void Set(string field, JsonNode? value)
        {
            if (value is not null)
            {
                shown[field] = value;
            }
        }
    }
}
