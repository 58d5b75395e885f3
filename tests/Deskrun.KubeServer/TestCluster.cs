using System.Text;
using System.Text.Json.Nodes;
using Deskrun.Kubernetes.Connection;
using Deskrun.Kubernetes.Connection.Kubeconfigs;
using Deskrun.Kubernetes.Objects;
using Deskrun.Kubernetes.Verbs;

namespace Deskrun.KubeServer;

/// <summary>
/// A real Kubernetes control plane on loopback: etcd and kube-apiserver with RBAC, client certificates, service account
/// tokens and an audit log. There is no kubelet and, unless asked for, no controller: tests play them.
/// </summary>
public sealed class TestCluster : IAsyncDisposable
{
    private static readonly Lazy<Task<TestCluster>> SharedServer = new(() => StartAsync());

    private readonly string folder;
    private readonly KubePki pki = new();
    private readonly TestClusterOptions options;
    private readonly string assets;
    private readonly int etcdPort = FreePort.Next();
    private readonly int port = FreePort.Next();
    private readonly Supervised etcd;
    private Supervised? server;
    private Supervised? controllers;

    private TestCluster(string assets, TestClusterOptions options)
    {
        (this.assets, this.options) = (assets, options);
        folder = Directory.CreateTempSubdirectory("deskrun-kube-").FullName;
        TestClusterFiles.Write(folder, pki);
        etcd = new Supervised(
            Path.Combine(assets, "etcd"),
            InFolder("etcd.log"),
            folder,
            TestClusterFiles.EtcdArguments(folder, etcdPort)
        );
        Connection = ConnectionFor("test-admin", "system:masters");
    }

    /// <summary>The server that all tests of one process share; it goes with the process. Skips the test if there is none.</summary>
    public static Task<TestCluster> SharedAsync()
    {
        KubeAssets.Need();
        return SharedServer.Value;
    }

    /// <summary>The API server's address.</summary>
    public Uri Address => new($"https://127.0.0.1:{port}/");

    /// <summary>A connection as cluster administrator.</summary>
    public KubeConnection Connection { get; }

    /// <summary>The authority of the server's certificate, as PEM.</summary>
    public string Authority => pki.Authority;

    /// <summary>The audit log: requests and answers with bodies, Secrets without.</summary>
    public string AuditLog => InFolder("audit.log");

    /// <summary>Starts a server of one's own, for tests that disturb it. Skips the test if there is none.</summary>
    public static async Task<TestCluster> StartAsync(TestClusterOptions? options = null)
    {
        var made = new TestCluster(KubeAssets.Need(), options ?? new TestClusterOptions());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => made.Stop();
        try
        {
            await made.StartApiServerAsync();
            return made;
        }
        catch
        {
            made.Stop();
            throw;
        }
    }

    /// <summary>A client as cluster administrator; the caller disposes it.</summary>
    public KubeClient Client(KubeClientOptions? clientOptions = null) => new(Connection, clientOptions);

    /// <summary>Writes a kubeconfig with a client certificate for a user that exists from now on.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="user">The user's name.</param>
    /// <param name="groups">His groups; <c>system:masters</c> may do everything.</param>
    /// <param name="space">The context's namespace.</param>
    /// <param name="address">Another way to the server, through a proxy for instance.</param>
    public void WriteKubeconfig(
        string path,
        string user,
        IReadOnlyList<string>? groups = null,
        string? space = null,
        Uri? address = null
    )
    {
        var (certificate, key) = pki.User(user, groups ?? []);
        File.WriteAllText(
            path,
            $$"""
            apiVersion: v1
            kind: Config
            current-context: test
            clusters:
            - name: test
              cluster: {server: "{{address ?? Address}}", certificate-authority-data: {{Base64(Authority)}}}
            users:
            - name: test
              user: {client-certificate-data: {{Base64(certificate)}}, client-key-data: {{Base64(key)}}}
            contexts:
            - name: test
              context: {cluster: test, user: test{{(space is null ? "" : ", namespace: " + space)}}}
            """
        );
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>A connection as a user that exists from now on, with no rights but those of his groups.</summary>
    public KubeConnection ConnectionFor(string user, params IReadOnlyList<string> groups)
    {
        var path = InFolder(Guid.NewGuid().ToString("n"));
        try
        {
            WriteKubeconfig(path, user, groups);
            return KubeConnection.FromKubeconfig(new KubeconfigChoice { Path = path });
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>What the audit log tells of one user (or of all), oldest first, only complete or started answers.</summary>
    public IReadOnlyList<AuditEntry> Audit(string? user = null)
    {
        using var file = new FileStream(AuditLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        var entries = new List<AuditEntry>();
        while (reader.ReadLine() is { } line)
        {
            // The last line may be half written.
            if (line.EndsWith('}') && JsonNode.Parse(line) is JsonObject found)
            {
                entries.Add(new AuditEntry(found));
            }
        }

        return [.. entries.Where(entry => user is null || entry.User == user)];
    }

    /// <summary>Kills the API server; etcd keeps everything.</summary>
    public void StopApiServer()
    {
        server?.Dispose();
        server = null;
    }

    /// <summary>Starts the API server on the port it always has, and waits until it is ready.</summary>
    public async Task StartApiServerAsync()
    {
        var arguments = TestClusterFiles.ServerArguments(folder, port, etcdPort, options);
        server = new Supervised(Path.Combine(assets, "kube-apiserver"), InFolder("server.log"), null, arguments);
        await Readiness.WaitAsync(Address, Authority, DefaultSpaceAsync, () => $"{etcd.Tail()}\n--\n{server.Tail()}");
    }

    /// <summary>Starts the controllers named (garbage collector and namespace removal if none is); later calls do nothing.</summary>
    public void StartControllers(params IReadOnlyList<string> names)
    {
        if (controllers is not null)
        {
            return;
        }

        var kubeconfig = InFolder("controllers.kubeconfig");
        WriteKubeconfig(kubeconfig, "system:kube-controller-manager", ["system:masters"]);
        controllers = new Supervised(
            Path.Combine(assets, "kube-controller-manager"),
            InFolder("controllers.log"),
            null,
            TestClusterFiles.ControllerArguments(folder, kubeconfig, names)
        );
    }

    /// <summary>Forgets everything in etcd that is older than the newest change.</summary>
    public Task CompactAsync() => Etcd.CompactAsync(etcdPort);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    // The server makes its first namespace after it has called itself ready.
    private async Task<bool> DefaultSpaceAsync()
    {
        using var client = Client();
        return await client.FindAsync(WellKnown.Namespaces, null, "default") is not null;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private string InFolder(string name) => Path.Combine(folder, name);

    private void Stop()
    {
        controllers?.Dispose();
        controllers = null;
        StopApiServer();
        etcd.Dispose();
    }
}
